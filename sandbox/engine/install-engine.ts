import { mkdir, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { engineVersion } from "./engine-version";

const probeTimeoutMs = 3_000;

/**
 * Installs the official Pulumi CLI into `root`, where its download site can be reached.
 *
 * @returns false where it can't; nothing is left behind then
 */
export async function installOfficialEngine(root: string, log: (line: string) => void): Promise<boolean> {
  if (!(await canDownload())) return false;
  log(`installing the Pulumi engine ${engineVersion}`);
  const unfinished = `${root}.${process.pid}.tmp`;
  try {
    const { PulumiCommand } = await import("@pulumi/pulumi/automation");
    const { SemVer } = await import("semver");
    await mkdir(dirname(root), { recursive: true });
    await PulumiCommand.install({ root: unfinished, version: new SemVer(engineVersion) });
    await rm(root, { recursive: true, force: true });
    await rename(unfinished, root);
    return true;
  } catch (error) {
    log(`the official Pulumi engine could not be installed: ${firstLine(error)}`);
    return false;
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
}

async function canDownload(): Promise<boolean> {
  const arch = process.arch === "arm64" ? "arm64" : "x64";
  const archive = `https://get.pulumi.com/releases/sdk/pulumi-v${engineVersion}-linux-${arch}.tar.gz`;
  try {
    const answer = await fetch(archive, { method: "HEAD", signal: AbortSignal.timeout(probeTimeoutMs) });
    return answer.ok;
  } catch {
    return false;
  }
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split("\n")[0] ?? "";
}
