import { existsSync, readdirSync } from "node:fs";
import { copyFile, mkdir, rename } from "node:fs/promises";
import { join } from "node:path";
import { installOnce } from "../carbon/install-once";
import { runTool } from "../carbon/run-tool";
import { sourceHash } from "../carbon/source-hash";
import { cacheDir, packageRoot } from "../paths";
import { ensureKernel, ensureKernelHome } from "./ensure-kernel";

const jdk = { debianPackage: "default-jdk-headless" };

/** What the bundle is compiled against: the kernel's own jars. */
const neededJars = [/^org\.eclipse\.osgi_/, /^org\.eclipse\.osgi\.services_/, /^tomcat-servlet-api_/];

const sources = join(packageRoot, "sandbox/carbon-kernel/bundle");

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
    await buildBundle(home, workDir, join(dropins, "loadanswer_1.0.0.jar"));
    const made = join(workDir, "made.zip");
    await copyFile(kernel, made);
    const add = "import sys, zipfile\nwith zipfile.ZipFile(sys.argv[1], 'a') as z: z.write(sys.argv[2])";
    const jar = `${folder}/repository/components/dropins/loadanswer_1.0.0.jar`;
    await runTool("python3", ["-c", add, made, jar], { cwd: workDir, debianPackage: "python3" });
    return made;
  });
  return zip;
}

/** Java 8 byte code and `javax.servlet`: one jar for every kernel. */
async function buildBundle(home: string, workDir: string, jar: string): Promise<void> {
  const plugins = join(home, "repository/components/plugins");
  const classpath = readdirSync(plugins)
    .filter((name) => neededJars.some((pattern) => pattern.test(name)))
    .map((name) => join(plugins, name))
    .join(":");
  const classes = join(workDir, "classes");
  await mkdir(classes);
  const files = ["Activator", "AnswerServlet"].map((name) => join(sources, `src/loadanswer/${name}.java`));
  // Java 8 is all that the oldest kernels run on; compilers of today warn that they will drop it.
  const javac = ["--release", "8", "-Xlint:-options", "-cp", classpath, "-d", classes, ...files];
  await runTool("javac", javac, jdk);
  await runTool("jar", ["cfm", `${jar}.new`, join(sources, "manifest.txt"), "-C", classes, "."], jdk);
  await rename(`${jar}.new`, jar);
}
