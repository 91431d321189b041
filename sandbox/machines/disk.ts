import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { type DiskFile, renderDisk } from "./render-disk";
import type { MachineSpec } from "./types";

/** Makes a folder of the layer as it is in the image, so that laying it over changes nothing. */
function copyFolderUp(image: string, upper: string, folder: string): void {
  const target = join(upper, folder);
  if (existsSync(target)) return;
  if (folder !== ".") copyFolderUp(image, upper, dirname(folder));
  // One that the image lacks is a new one, of root.
  if (!existsSync(join(image, folder))) {
    mkdirSync(target, { mode: 0o755 });
    return;
  }
  const { mode, uid, gid } = statSync(join(image, folder));
  mkdirSync(target, { recursive: true });
  chmodSync(target, mode & 0o7777);
  chownSync(target, uid, gid);
}

function writeFile(image: string, upper: string, { path, content, mode, owner = 0 }: DiskFile): void {
  copyFolderUp(image, upper, dirname(path));
  const target = join(upper, path);
  writeFileSync(target, content, { mode });
  chmodSync(target, mode);
  chownSync(target, owner, owner);
}

/**
 * Layers of an overlay over the image: `image` (a link), `upper`, `work`, and `root` to mount it on.
 * @throws Error when there is no image.
 */
export function createDisk(folder: string, spec: MachineSpec): void {
  if (!existsSync(join(spec.image, "etc")))
    throw new Error(`machine ${spec.name}: there is no image in ${spec.image}; build it again`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  symlinkSync(spec.image, join(folder, "image"));
  for (const layer of ["work", "root"]) mkdirSync(join(folder, layer));
  for (const file of renderDisk(spec)) writeFile(spec.image, join(folder, "upper"), file);
}
