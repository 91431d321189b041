import { existsSync } from "node:fs";
import { cp, mkdir, rename } from "node:fs/promises";
import { join } from "node:path";
import { cacheDir, packageRoot } from "../paths";
import { installOnce } from "./install-once";
import { createShippedKeystores } from "./keystores";
import { runTool } from "./run-tool";
import { sourceHash } from "./source-hash";
import { checkTribes } from "./tribes-digests";

/** The built server: what all packs share. */
export interface BuiltServer {
  /** The jars. */
  readonly libraries: string;
  /** Axis2's clustering, with Tribes and all that it needs. */
  readonly tribes: string;
  /** The two keystores. */
  readonly security: string;
  /** Changes when the sources do. */
  readonly hash: string;
}

/** Builds the stand-in's server with Maven, once for each state of its sources. */
export async function ensureServer(log: (line: string) => void): Promise<BuiltServer> {
  const sources = join(packageRoot, "sandbox/carbon/java");
  const hash = sourceHash(sources);
  const target = join(cacheDir(), "java", hash);
  if (!existsSync(target)) {
    log("Building the Carbon stand-in with Maven");
    await installOnce(target, async (workDir) => {
      const build = join(workDir, "build");
      const made = join(workDir, "made");
      await cp(sources, build, { recursive: true });
      await runTool("mvn", ["-q", "-B", "package"], { cwd: build, debianPackage: "maven" });
      await mkdir(made);
      await rename(join(build, "target/lib"), join(made, "lib"));
      await checkTribes(join(build, "target/lib-tribes"));
      await rename(join(build, "target/lib-tribes"), join(made, "lib-tribes"));
      await createShippedKeystores(join(made, "security"));
      return made;
    });
  }
  return {
    libraries: join(target, "lib"),
    tribes: join(target, "lib-tribes"),
    security: join(target, "security"),
    hash,
  };
}
