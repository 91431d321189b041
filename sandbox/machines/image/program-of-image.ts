import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { cacheDir } from "../../paths";
import { imageFolder } from "./image-folder";
import type { DebianRelease } from "./recipe";

/** Debian's folder of libraries and the loader in it, by processor. */
const places: Partial<Record<NodeJS.Architecture, readonly [string, string]>> = {
  x64: ["x86_64-linux-gnu", "ld-linux-x86-64.so.2"],
  arm64: ["aarch64-linux-gnu", "ld-linux-aarch64.so.1"],
};

/** How a program of an image runs on this computer: by the image's own loader, with its libraries. */
export interface ImageProgram {
  /** The image's loader. */
  readonly loader: string;
  /** Link to the loader that has the program's name: the kernel calls a process by the file that was executed. */
  readonly link: string;
  /** Takes the program's arguments; a program that starts itself again starts that. */
  readonly script: string;
  readonly text: string;
}

/** @param folder Where link and script will be. */
export function planProgram(
  image: string,
  program: string,
  folder: string,
  arch = process.arch,
): ImageProgram {
  const [triplet, loaderName] = places[arch] ?? [];
  if (!triplet || !loaderName) throw new Error(`no program of an image runs on ${arch}`);
  const libraries = join(image, "usr/lib", triplet);
  const link = join(folder, "loader", basename(program));
  const script = join(folder, basename(program));
  const words = [link, "--library-path", libraries, "--argv0", script, join(image, program)];
  const text = `#!/bin/sh\nexec ${words.map((word) => `'${word.replaceAll("'", `'\\''`)}'`).join(" ")} "$@"\n`;
  return { loader: join(libraries, loaderName), link, script, text };
}

/** Others may be making the same, or run it. */
function putInPlace(path: string, make: (aside: string) => void): void {
  const aside = `${path}.${process.pid}`;
  mkdirSync(dirname(path), { recursive: true });
  rmSync(aside, { force: true });
  make(aside);
  renameSync(aside, path);
}

/**
 * A program of a release's image, such as `usr/sbin/haproxy`, to be run on this computer.
 * The image must have been built: see `ensureImage`.
 *
 * @returns Path of a script that takes the program's arguments.
 */
export function programOfImage(release: DebianRelease, program: string): string {
  const image = imageFolder(release);
  const plan = planProgram(image, program, join(cacheDir(), "programs", basename(image)));
  putInPlace(plan.link, (aside) => symlinkSync(plan.loader, aside));
  putInPlace(plan.script, (aside) => writeFileSync(aside, plan.text, { mode: 0o755 }));
  return plan.script;
}
