import { createHash } from "node:crypto";

/** Debian's name for the release on the machines. */
export const suite = "bookworm";

/** On every machine: what Debian's AMI has and the systems need. Sorted. */
export const imagePackages = [
  "ca-certificates",
  "curl",
  "dbus",
  "haproxy",
  "iproute2",
  "iputils-ping",
  "less",
  "monit",
  "openjdk-17-jre-headless",
  "openssh-server",
  "openssl",
  "procps",
  "python3",
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
}

function quote(path: string): string {
  return `'${path.replaceAll("'", `'\\''`)}'`;
}

/** Arguments of mmdebstrap. */
export function renderMmdebstrap({ root, customize }: RecipePaths): string[] {
  return [
    "--variant=minbase",
    "--mode=root",
    "--dpkgopt=force-unsafe-io",
    `--include=${imagePackages.join(",")}`,
    ...leftOut.map((glob) => `--dpkgopt=path-exclude=${glob}`),
    '--essential-hook=mkdir -p "$1/usr/share/man/man1"',
    `--customize-hook=sh ${quote(customize)} "$1"`,
    suite,
    root,
  ];
}

/** Changes with anything that changes the image: the name of its folder in the cache. */
export function hashRecipe(customizeText: string, architecture: string): string {
  const args = renderMmdebstrap({ root: "root", customize: "customize" });
  return createHash("sha256")
    .update(JSON.stringify([args, customizeText, architecture]))
    .digest("hex")
    .slice(0, 16);
}
