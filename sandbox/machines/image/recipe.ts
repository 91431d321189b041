import { createHash } from "node:crypto";

/** What a machine's disk is laid over, by name: of an AMI, or the one of what AWS serves, databases and files. */
export type ImageName = DebianRelease | "databases";

/** Debian's releases that machines can have, by number. */
export const releases = {
  12: { suite: "bookworm", jre: "openjdk-17-jre-headless", masked: [], added: [], disabled: [] },
  // Its own unit for host keys makes an RSA key too, half of a boot.
  13: {
    suite: "trixie",
    jre: "openjdk-21-jre-headless",
    masked: ["sshd-keygen.service"],
    // Of a failover pair: on EC2 they come from the mirror when a machine becomes one of a pair.
    added: [
      "awscli",
      "corosync",
      "fence-agents-aws",
      "nftables",
      "pacemaker",
      "pacemaker-cli-utils",
      "pcs",
      "psmisc",
      "resource-agents",
    ],
    disabled: ["corosync.service", "pacemaker.service", "pcsd.service", "pcsd-ruby.service"],
  },
} as const satisfies Record<number, ReleaseFacts>;

interface ReleaseFacts {
  /** Debian's name for it. */
  readonly suite: string;
  /** What `default-jre-headless` brings there. */
  readonly jre: string;
  /** Units of that release that a machine does without, beside those of all. */
  readonly masked: readonly string[];
  /** Packages beside those of all. */
  readonly added: readonly string[];
  /** Units of these that who configures them enables. */
  readonly disabled: readonly string[];
}

export type DebianRelease = keyof typeof releases;

/**
 * Debian 12 with its servers of databases and of files, which whoever configures them starts; and with what a client of the
 * latter is made of.
 */
const databases: ReleaseFacts = {
  ...releases[12],
  added: [
    "libnfs13",
    "mariadb-server",
    "nfs-common",
    "nfs-ganesha",
    "nfs-ganesha-vfs",
    "postgresql",
    "python3-fusepy",
    "stunnel4",
  ],
  disabled: [
    "mariadb.service",
    "nfs-ganesha.service",
    "postgresql.service",
    "rpcbind.service",
    "rpcbind.socket",
  ],
};

const factsOf = (image: ImageName): ReleaseFacts => (image === "databases" ? databases : releases[image]);

/** Of a machine whose image says nothing of its release, and of those that stand for a load balancer. */
export const defaultRelease: DebianRelease = 12;

/**
 * The release of an AMI by its name, as Debian gives them: `debian-13-amd64-20251117-2299`.
 *
 * @throws Error for a release that no machine can have.
 */
export function releaseOf(imageName: string): DebianRelease {
  const [, number] = /^debian-(\d+)-/.exec(imageName) ?? [];
  if (number === undefined) return defaultRelease;
  if (number in releases) return Number(number) as DebianRelease;
  const known = Object.keys(releases).join(" and ");
  throw new Error(`image ${imageName}: the sandbox has machines of Debian ${known} alone`);
}

/** On every machine: what Debian's AMI has and the systems need, beside the JRE. Sorted. */
export const imagePackages = [
  "apache2",
  "ca-certificates",
  "curl",
  "dbus",
  "haproxy",
  "inotify-tools",
  "iproute2",
  "iputils-ping",
  "less",
  "monit",
  "openssh-server",
  "openssl",
  "procps",
  "python3",
  "rsync",
  "sudo",
  "systemd",
  "systemd-sysv",
  "unzip",
  "zip",
] as const;

/** What no machine reads. The JRE's own scripts need the folder of its manual pages all the same. */
const leftOut = ["/usr/share/doc/*", "/usr/share/locale/*", "/usr/share/man/*"];

export interface RecipePaths {
  /** Root folder to make. */
  readonly root: string;
  /** `customize.sh`. */
  readonly customize: string;
  readonly release: ImageName;
}

function quote(path: string): string {
  return `'${path.replaceAll("'", `'\\''`)}'`;
}

/** Arguments of mmdebstrap. */
export function renderMmdebstrap({ root, customize, release }: RecipePaths): string[] {
  const { suite, jre, masked, added, disabled } = factsOf(release);
  return [
    "--variant=minbase",
    "--mode=root",
    "--dpkgopt=force-unsafe-io",
    `--include=${[...imagePackages, ...added, jre].sort().join(",")}`,
    ...leftOut.map((glob) => `--dpkgopt=path-exclude=${glob}`),
    '--essential-hook=mkdir -p "$1/usr/share/man/man1"',
    `--customize-hook=sh ${quote(customize)} "$1"`,
    ...masked.map((unit) => `--customize-hook=ln -s /dev/null "$1/etc/systemd/system/${unit}"`),
    ...(disabled.length > 0
      ? [`--customize-hook=systemctl --quiet --root="$1" disable ${disabled.join(" ")}`]
      : []),
    suite,
    root,
  ];
}

/** Changes with anything that changes the image: the name of its folder in the cache. */
export function hashRecipe(customizeText: string, architecture: string, release: ImageName): string {
  const args = renderMmdebstrap({ root: "root", customize: "customize", release });
  return createHash("sha256")
    .update(JSON.stringify([args, customizeText, architecture]))
    .digest("hex")
    .slice(0, 16);
}
