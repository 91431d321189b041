import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import execa from "execa";
import { withFileLock } from "../engine/file-lock";
import { cacheDir, packageRoot } from "../paths";

/** Where the Python sources and pinned requirements of the AWS API are. */
export const awsApiSources = join(packageRoot, "sandbox", "aws-api");

/**
 * Makes the Python environment of the AWS API, once per machine; another one when its requirements or Python
 * change, since a running server may still load from the old one.
 *
 * @returns path of its Python
 * @throws Error with pip's last words and what to install
 */
export async function ensureAwsApi(log: (line: string) => void): Promise<string> {
  const requirements = join(awsApiSources, "requirements.txt");
  const base = join(cacheDir(), "aws-api");
  const environment = join(base, (await digestOf(requirements)).slice(0, 12));
  const python = join(environment, "bin", "python");
  const marker = join(environment, "installed");
  if (existsSync(marker)) return python;
  return withFileLock(join(base, "lock"), log, async () => {
    if (existsSync(marker)) return python;
    log("AWS API: installing moto into a Python environment of its own (once, about 15 s)");
    await rm(environment, { recursive: true, force: true });
    await mkdir(base, { recursive: true });
    await run(
      "python3",
      ["-m", "venv", environment],
      "needs Python 3.10 or newer with venv (Debian: python3-venv)",
    );
    await run(
      python,
      ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input", "-r", requirements],
      "needs a Python package index",
    );
    await writeFile(marker, "");
    return python;
  });
}

async function digestOf(requirements: string): Promise<string> {
  const { stdout } = await execa("python3", ["--version"]).catch(() => {
    throw new Error(
      "The sandbox's AWS API needs python3 on PATH (Debian: apt-get install python3 python3-venv).",
    );
  });
  return createHash("sha256")
    .update(stdout)
    .update(await readFile(requirements))
    .digest("hex");
}

async function run(file: string, args: readonly string[], needs: string): Promise<void> {
  const result = await execa(file, args, { reject: false, all: true });
  if (!result.failed) return;
  const lastLines = (result.all ?? "").trim().split("\n").slice(-5).join("\n");
  throw new Error(`Installing the sandbox's AWS API failed; it ${needs}.\n${lastLines}`);
}
