import { mkdir, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import execa from "execa";
import { packageRoot } from "../paths";
import { ensureGo } from "../prerequisites";
import { engineVersion } from "./engine-version";

const progressSec = 10;

/**
 * Builds the Pulumi CLI from its Go module, with the versions pinned in `cli/`.
 * The file appears only once it is whole.
 */
export async function buildEngine(target: string, log: (line: string) => void): Promise<void> {
  const go = await ensureGo(log);
  const unfinished = `${target}.${process.pid}.tmp`;
  await mkdir(dirname(target), { recursive: true });
  const started = Date.now();
  log(`building the Pulumi engine ${engineVersion} from source (about 2 minutes, once)`);
  const progress = setInterval(() => {
    log(`building the Pulumi engine: ${Math.round((Date.now() - started) / 1000)} s`);
  }, progressSec * 1000);
  try {
    await execa(go, goBuildArgs(unfinished), {
      cwd: join(packageRoot, "sandbox", "engine", "cli"),
      env: { CGO_ENABLED: "0" },
    });
    await rename(unfinished, target);
  } catch (error) {
    throw new Error(`The Pulumi engine could not be built: ${explain(error)}`);
  } finally {
    clearInterval(progress);
    await rm(unfinished, { force: true });
  }
  log(`the Pulumi engine is built, after ${Math.round((Date.now() - started) / 1000)} s`);
}

function goBuildArgs(output: string): string[] {
  const versionFlag = `-X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=${engineVersion}`;
  const main = "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi";
  return ["build", "-o", output, "-ldflags", `-s -w ${versionFlag}`, main];
}

function explain(error: unknown): string {
  const { stderr, message } = error as { stderr?: string; message: string };
  const lastLines = stderr?.trim().split("\n").slice(-10).join("\n");
  return lastLines || message;
}
