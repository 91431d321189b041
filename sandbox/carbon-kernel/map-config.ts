import { existsSync } from "node:fs";
import { cp, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { installOnce } from "../carbon/install-once";
import { runTool } from "../carbon/run-tool";
import { cacheDir, packageRoot } from "../paths";
import { ensureKernel } from "./ensure-kernel";

/**
 * Lets WSO2's own config mapper, as a kernel brings it, make a server's files of a `deployment.toml`.
 *
 * @returns what `read` gets of the folder that then has `repository/conf/carbon.xml` and the others.
 * @throws BuildToolError with the mapper's words.
 */
export async function mapConfig<T>(
  version: string,
  deploymentToml: string,
  log: (line: string) => void,
  read: (home: string) => Promise<T>,
): Promise<T> {
  const mapper = await ensureMapper(version, log);
  const home = await mkdtemp(join(tmpdir(), "wso2-config-"));
  try {
    // The mapper writes notes beside its templates: each run has its own.
    const templates = join(home, "templates");
    await cp(join(mapper, "repository/resources/conf"), templates, { recursive: true });
    const toml = join(home, "deployment.toml");
    await writeFile(toml, deploymentToml);
    const classpath = ["-cp", [join(mapper, "lib/*"), join(mapper, "bin/*")].join(":")];
    const program = join(packageRoot, "sandbox/carbon-kernel/config-mapper/MapConfig.java");
    const args = [`-Dcarbon.home=${home}`, ...classpath, program, toml, templates, home];
    await runTool("java", args, { cwd: home, debianPackage: "default-jdk-headless" });
    return await read(home);
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}

/** The parts of a kernel that its config mapper needs, unpacked once. */
async function ensureMapper(version: string, log: (line: string) => void): Promise<string> {
  const folder = `wso2carbon-core-${version}`;
  const target = join(cacheDir(), "kernel-mappers", folder);
  if (existsSync(target)) return target;
  const zip = await ensureKernel(version, log);
  await installOnce(target, async (workDir) => {
    const parts = ["lib/*", "bin/*", "repository/resources/conf/*"].map((part) => `${folder}/${part}`);
    await runTool("unzip", ["-q", zip, ...parts, "-d", workDir], { debianPackage: "unzip" });
    await rename(join(workDir, folder), join(workDir, "mapper"));
    return join(workDir, "mapper");
  });
  return target;
}
