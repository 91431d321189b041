import { readdirSync } from "node:fs";
import { mkdtemp, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { runTool } from "../carbon/run-tool";

const jdk = { debianPackage: "default-jdk-headless" };

/** What a bundle is compiled against: the kernel's own jars. */
const neededJars = [
  /^org\.eclipse\.osgi_/,
  /^org\.eclipse\.osgi\.services_/,
  /^tomcat-servlet-api_/,
  /^org\.wso2\.carbon\.user\.(api|core)_/,
];

/** What a bundle is made of. */
export interface BundleSources {
  /** Folder of the `.java` files of its one package. */
  readonly folder: string;
  readonly manifest: string;
  /** Of Java: what it must run on. */
  readonly release: string;
}

/** Compiles a bundle of ours against a kernel into a jar. */
export async function buildBundle(home: string, sources: BundleSources, jar: string): Promise<void> {
  const plugins = join(home, "repository/components/plugins");
  const classpath = readdirSync(plugins)
    .filter((name) => neededJars.some((pattern) => pattern.test(name)))
    .map((name) => join(plugins, name))
    .join(":");
  const classes = await mkdtemp(`${jar}-`);
  const files = readdirSync(sources.folder)
    .filter((name) => name.endsWith(".java"))
    .map((name) => join(sources.folder, name));
  // Compilers of today warn that they will drop the oldest release.
  const javac = ["--release", sources.release, "-Xlint:-options", "-cp", classpath, "-d", classes, ...files];
  await runTool("javac", javac, jdk);
  await runTool("jar", ["cfm", `${jar}.new`, sources.manifest, "-C", classes, "."], jdk);
  await rename(`${jar}.new`, jar);
  await rm(classes, { recursive: true });
}
