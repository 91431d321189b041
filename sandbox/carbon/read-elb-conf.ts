import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import execa from "execa";
import { ensureServer } from "./ensure-server";

/**
 * What the stand-in for WSO2 ELB 2.0 makes of each `loadbalancer.conf`: `host domain sub-domain` by host, or one line
 * `refused: ...`. It reads by the rules of the product's own parser.
 */
export async function readElbConf(texts: readonly string[]): Promise<string[][]> {
  const { libraries } = await ensureServer(() => undefined);
  const folder = await mkdtemp(join(tmpdir(), "elb-conf-"));
  try {
    const files = texts.map((_, index) => join(folder, `${index}.conf`));
    await Promise.all(files.map((file, index) => writeFile(file, texts[index] ?? "")));
    const { stdout } = await execa("java", [
      "-cp",
      join(libraries, "*"),
      "carbonstandin.ReadElbConf",
      ...files,
    ]);
    const parts = stdout.split(/^== .*$/m).slice(1);
    return parts.map((part) => part.split("\n").filter(Boolean));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
