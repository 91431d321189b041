import { createHash } from "node:crypto";
import { createReadStream, existsSync } from "node:fs";
import { cp, rename } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { installOnce } from "../carbon/install-once";
import { runTool } from "../carbon/run-tool";
import { cacheDir } from "../paths";
import { kernels } from "./kernels";

const artifact = "org.wso2.carbon:wso2carbon-core";

/**
 * The path of WSO2's own distribution of a kernel, as it is published; fetched once.
 *
 * @throws Error for a version that can't be had, or bytes that are not those of that version.
 */
export async function ensureKernel(version: string, log: (line: string) => void): Promise<string> {
  const sha256 = kernels[version];
  if (!sha256) {
    throw new Error(`no Carbon kernel ${version}; those that can be had: ${Object.keys(kernels).join(", ")}`);
  }
  const folder = `wso2carbon-core-${version}`;
  const zip = join(cacheDir(), "kernels", `${folder}.zip`);
  if (existsSync(zip)) return zip;
  log(`Fetching WSO2's Carbon kernel ${version}`);
  await installOnce(zip, async (workDir) => {
    const coordinates = `-Dartifact=${artifact}:${version}:zip`;
    const get = ["-q", "-B", "dependency:get", coordinates, "-Dtransitive=false"];
    await runTool("mvn", get, { cwd: workDir, debianPackage: "maven" });
    const fetched = join(
      homedir(),
      ".m2/repository/org/wso2/carbon/wso2carbon-core",
      version,
      `${folder}.zip`,
    );
    const made = join(workDir, "kernel.zip");
    await cp(fetched, made);
    const found = await digest(made);
    if (found !== sha256) throw new Error(`${folder}.zip has SHA-256 ${found}, expected ${sha256}`);
    return made;
  });
  return zip;
}

/** A kernel's home, unpacked once; nothing may be run or changed in it. */
export async function ensureKernelHome(version: string, log: (line: string) => void): Promise<string> {
  const folder = `wso2carbon-core-${version}`;
  const home = join(cacheDir(), "kernels", folder);
  if (existsSync(home)) return home;
  const zip = await ensureKernel(version, log);
  await installOnce(home, async (workDir) => {
    await runTool("unzip", ["-q", zip, "-d", workDir], { debianPackage: "unzip" });
    await rename(join(workDir, folder), join(workDir, "home"));
    return join(workDir, "home");
  });
  return home;
}

async function digest(path: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(path), hash);
  return hash.digest("hex");
}
