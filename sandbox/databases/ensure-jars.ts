import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, rename, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { antJars } from "../../components/database/ant";
import { drivers, type PublishedJar } from "../../components/database/drivers";
import { cipherTool } from "../../components/nodes/encrypted-secrets";
import { cacheDir } from "../paths";

/** Where machines of the sandbox, which have no way out, get drivers, Apache Ant and WSO2's cipher tool from: a `jarFolder`. */
export function jarsFolder(): string {
  return join(cacheDir(), "databases", "jars");
}

/** Fetches what nodes with a database need, once; each with the digest that it must have. */
export async function ensureJars(log: (line: string) => void): Promise<void> {
  await mkdir(jarsFolder(), { recursive: true });
  await Promise.all(
    [...antJars, drivers.postgre, drivers.mariadb, cipherTool].map((jar) => ensureJar(jar, log)),
  );
}

async function ensureJar({ source, sha256 }: PublishedJar, log: (line: string) => void): Promise<void> {
  const path = join(jarsFolder(), basename(source));
  if (existsSync(path)) return;
  log(`databases: fetching ${basename(source)}`);
  const response = await fetch(source);
  if (!response.ok) throw new Error(`${source} answered ${response.status}`);
  const content = Buffer.from(await response.arrayBuffer());
  const found = createHash("sha256").update(content).digest("hex");
  if (found !== sha256) throw new Error(`${source} has SHA-256 ${found}, and not ${sha256}`);
  await writeFile(`${path}.${process.pid}`, content);
  await rename(`${path}.${process.pid}`, path);
}
