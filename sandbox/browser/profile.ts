import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runTool } from "../carbon/run-tool";

/** A home folder for one run of a browser. */
export interface BrowserProfile {
  readonly home: string;
  remove(): Promise<void>;
}

/**
 * Makes a home folder whose NSS database trusts one more root, beside those that the browser brings. It is where
 * Chromium looks on Linux, so a certificate is verified as any other: name, chain and time.
 *
 * @param caFile The root, PEM.
 * @param parent Folder to make it in.
 */
export async function makeProfile(caFile: string, parent = tmpdir()): Promise<BrowserProfile> {
  const home = await mkdtemp(join(parent, "browser-"));
  const remove = () => rm(home, { recursive: true, force: true, maxRetries: 5 });
  try {
    const folder = join(home, ".pki/nssdb");
    await mkdir(folder, { recursive: true });
    const certutil = (...args: string[]) =>
      runTool("certutil", ["-d", `sql:${folder}`, ...args], { debianPackage: "libnss3-tools" });
    await certutil("-N", "--empty-password");
    await certutil("-A", "-n", "root", "-t", "C,,", "-i", caFile);
  } catch (error) {
    await remove();
    throw error;
  }
  return { home, remove };
}
