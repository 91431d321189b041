import {
  hashRecipe,
  imagePackages,
  releaseOf,
  releases,
  renderMmdebstrap,
} from "../../../sandbox/machines/image/recipe";

it.each([
  [12, "openjdk-17-jre-headless", "bookworm", []],
  [
    13,
    "openjdk-21-jre-headless",
    "trixie",
    [
      '--customize-hook=ln -s /dev/null "$1/etc/systemd/system/sshd-keygen.service"',
      `--customize-hook=systemctl --quiet --root="$1" disable ${releases[13].disabled.join(" ")}`,
    ],
  ],
] as const)(
  "asks mmdebstrap for a small Debian %s, quoted as a shell wants it",
  (release, jre, suite, hooks) => {
    const customize = "/home/o'neil/customize.sh";
    expect(renderMmdebstrap({ root: "/cache/building", customize, release })).toEqual([
      "--variant=minbase",
      "--mode=root",
      "--dpkgopt=force-unsafe-io",
      `--include=${[...imagePackages, ...releases[release].added, jre].sort().join(",")}`,
      "--dpkgopt=path-exclude=/usr/share/doc/*",
      "--dpkgopt=path-exclude=/usr/share/locale/*",
      "--dpkgopt=path-exclude=/usr/share/man/*",
      '--essential-hook=mkdir -p "$1/usr/share/man/man1"',
      `--customize-hook=sh '/home/o'\\''neil/customize.sh' "$1"`,
      ...hooks,
      suite,
      "/cache/building",
    ]);
  },
);

it("has one more with the database servers, which nobody starts", () => {
  const args = renderMmdebstrap({ root: "r", customize: "c", release: "databases" });
  expect(args).toContain("bookworm");
  expect(args.find((each) => each.startsWith("--include="))).toMatch(/mariadb-server.*openjdk.*postgresql/);
  expect(args).toContain(
    `--customize-hook=systemctl --quiet --root="$1" disable mariadb.service nfs-ganesha.service postgresql.service rpcbind.service rpcbind.socket`,
  );
});

it("has what every system needs", () => {
  expect(imagePackages).toEqual(expect.arrayContaining(["haproxy", "openssh-server"]));
  expect([...imagePackages].sort()).toEqual(imagePackages);
});

it("is another image when the script, the processor or the release is another", () => {
  const hash = hashRecipe("set -eu", "x64", 12);
  expect(hash).toMatch(/^[0-9a-f]{16}$/);
  expect(hashRecipe("set -eu", "x64", 12)).toBe(hash);
  expect(hashRecipe("set -eu ", "x64", 12)).not.toBe(hash);
  expect(hashRecipe("set -eu", "arm64", 12)).not.toBe(hash);
  expect(hashRecipe("set -eu", "x64", 13)).not.toBe(hash);
});

it.each([
  ["debian-12-amd64-20250316-2053", 12],
  ["debian-13-arm64-20251117-2299", 13],
  ["ami-0123", 12],
])("makes of %s a machine of Debian %s", (imageName, release) => {
  expect(releaseOf(imageName)).toBe(release);
});

it("fails for a release that no machine can have", () => {
  expect(() => releaseOf("debian-11-amd64-20230515-1381")).toThrow(
    "image debian-11-amd64-20230515-1381: the sandbox has machines of Debian 12 and 13 alone",
  );
});
