import { readFileSync } from "node:fs";
import { join } from "node:path";
import { cacheDir, packageRoot } from "../../paths";
import { hashRecipe, type ImageName } from "./recipe";

/** What makes a fresh Debian into the AMI. */
export const customizeScript = join(packageRoot, "sandbox/machines/image/customize.sh");

/** Where images are kept. */
export function imagesFolder(): string {
  return join(cacheDir(), "image");
}

/** Where a release's image is, or will be once it has been built. */
export function imageFolder(release: ImageName): string {
  return join(imagesFolder(), hashRecipe(readFileSync(customizeScript, "utf8"), process.arch, release));
}
