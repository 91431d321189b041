import { existsSync } from "node:fs";
import { copyFile, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { installOnce } from "../carbon/install-once";
import { runTool } from "../carbon/run-tool";
import { sourceHash } from "../carbon/source-hash";
import { cacheDir, packageRoot } from "../paths";
import { type BundleSources, buildBundle } from "./build-bundle";
import { ensureKernel, ensureKernelHome } from "./ensure-kernel";

const sources = join(packageRoot, "sandbox/carbon-kernel/bundle");

/** Java 8 byte code and `javax.servlet`: one jar for every kernel. */
export const loadAnswer: BundleSources = {
  folder: join(sources, "src/loadanswer"),
  manifest: join(sources, "manifest.txt"),
  release: "8",
};

/** The folder of the zips: another one for each state of the bundle's sources. */
export function kernelPackFolder(): string {
  return join(cacheDir(), "kernel-packs", sourceHash(sources));
}

/**
 * The path of a zip with WSO2's distribution of a kernel, and beside it, in `repository/components/dropins`, the
 * one bundle of ours that answers a load generator.
 */
export async function ensureKernelPack(version: string, log: (line: string) => void): Promise<string> {
  const folder = `wso2carbon-core-${version}`;
  const zip = join(kernelPackFolder(), `${folder}.zip`);
  if (existsSync(zip)) return zip;
  const home = await ensureKernelHome(version, log);
  const kernel = await ensureKernel(version, log);
  await installOnce(zip, async (workDir) => {
    const dropins = join(workDir, folder, "repository/components/dropins");
    await mkdir(dropins, { recursive: true });
    await buildBundle(home, loadAnswer, join(dropins, "loadanswer_1.0.0.jar"));
    const made = join(workDir, "made.zip");
    await copyFile(kernel, made);
    const add = "import sys, zipfile\nwith zipfile.ZipFile(sys.argv[1], 'a') as z: z.write(sys.argv[2])";
    const jar = `${folder}/repository/components/dropins/loadanswer_1.0.0.jar`;
    await runTool("python3", ["-c", add, made, jar], { cwd: workDir, debianPackage: "python3" });
    return made;
  });
  return zip;
}
