import { existsSync } from "node:fs";
import execa from "execa";
import { imageFolder, programOfImage } from "../../../sandbox/machines";
import { planProgram } from "../../../sandbox/machines/image/program-of-image";

it("runs by the image's own loader, with its libraries, under the name that it has", () => {
  expect(planProgram("/o'neil/image", "usr/sbin/haproxy", "/cache", "x64")).toEqual({
    loader: "/o'neil/image/usr/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2",
    link: "/cache/loader/haproxy",
    script: "/cache/haproxy",
    text:
      "#!/bin/sh\nexec '/cache/loader/haproxy' '--library-path' '/o'\\''neil/image/usr/lib/x86_64-linux-gnu' " +
      `'--argv0' '/cache/haproxy' '/o'\\''neil/image/usr/sbin/haproxy' "$@"\n`,
  });
});

it("fails on a processor that no image is of", () => {
  expect(() => planProgram("/image", "usr/sbin/haproxy", "/cache", "riscv64")).toThrow(
    "no program of an image runs on riscv64",
  );
});

const built = ([12, 13] as const).filter((release) => existsSync(imageFolder(release)));
(built.length > 0 ? it : it.skip)("is each release's own version", async () => {
  const versions = { 12: "2.6", 13: "3.0" };
  for (const release of built) {
    const { stdout } = await execa(programOfImage(release, "usr/sbin/haproxy"), ["-v"]);
    expect(stdout).toMatch(new RegExp(`^HAProxy version ${versions[release]}\\.`));
  }
});
