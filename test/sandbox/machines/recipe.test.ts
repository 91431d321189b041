import { hashRecipe, imagePackages, renderMmdebstrap } from "../../../sandbox/machines/image/recipe";

it("asks mmdebstrap for a small Debian, quoted as a shell wants it", () => {
  expect(renderMmdebstrap({ root: "/cache/building", customize: "/home/o'neil/customize.sh" })).toEqual([
    "--variant=minbase",
    "--mode=root",
    "--dpkgopt=force-unsafe-io",
    `--include=${imagePackages.join(",")}`,
    "--dpkgopt=path-exclude=/usr/share/doc/*",
    "--dpkgopt=path-exclude=/usr/share/locale/*",
    "--dpkgopt=path-exclude=/usr/share/man/*",
    '--essential-hook=mkdir -p "$1/usr/share/man/man1"',
    `--customize-hook=sh '/home/o'\\''neil/customize.sh' "$1"`,
    "bookworm",
    "/cache/building",
  ]);
});

it("has what every system needs", () => {
  expect(imagePackages).toEqual(
    expect.arrayContaining(["haproxy", "openjdk-17-jre-headless", "openssh-server"]),
  );
  expect([...imagePackages].sort()).toEqual(imagePackages);
});

it("is another image when the script or the processor is another", () => {
  const hash = hashRecipe("set -eu", "x64");
  expect(hash).toMatch(/^[0-9a-f]{16}$/);
  expect(hashRecipe("set -eu", "x64")).toBe(hash);
  expect(hashRecipe("set -eu ", "x64")).not.toBe(hash);
  expect(hashRecipe("set -eu", "arm64")).not.toBe(hash);
});
