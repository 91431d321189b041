import { existsSync } from "node:fs";
import { chmod, cp, mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { cacheDir, packageRoot } from "../paths";
import { createZip } from "./create-zip";
import { type BuiltServer, ensureServer } from "./ensure-server";
import { installOnce } from "./install-once";
import { type PackPlan, planPack } from "./plan-pack";
import type { PackOptions, ProductId } from "./product";
import { sourceHash } from "./source-hash";

/**
 * The path of a zip that stands in for the product's distribution of that version; made when it isn't there
 * or its sources have changed. A pack that never becomes ready has a path of its own.
 */
export async function ensurePack(
  product: ProductId,
  version: string,
  log: (line: string) => void,
  options: PackOptions = {},
): Promise<string> {
  const plan = planPack(product, version, options);
  const assets = join(packageRoot, "sandbox/carbon/pack");
  const server = await ensureServer(log);
  const zip = join(cacheDir(), "packs", plan.zip);
  const sources = `${JSON.stringify({ server: server.hash, assets: sourceHash(assets), plan })}\n`;
  const stamp = `${zip}.sources`;
  if (!existsSync(zip) || (await readFile(stamp, "utf8").catch(() => "")) !== sources) {
    log(`Packing the stand-in for ${plan.folder}`);
    await installOnce(zip, async (workDir) => {
      await createHome(join(workDir, plan.folder), join(assets, product), assets, plan, server);
      return createZip(workDir, plan.folder);
    });
    await writeFile(`${stamp}.new`, sources);
    await rename(`${stamp}.new`, stamp);
  }
  return zip;
}

async function createHome(
  home: string,
  productAssets: string,
  assets: string,
  plan: PackPlan,
  server: BuiltServer,
): Promise<void> {
  for (const directory of plan.directories) await mkdir(join(home, directory), { recursive: true });
  await cp(join(assets, "common"), home, { recursive: true });
  await cp(productAssets, home, { recursive: true });
  await cp(server.libraries, join(home, "repository/components/plugins"), { recursive: true });
  if (plan.hasTribes)
    await cp(server.tribes, join(home, "repository/components/plugins"), { recursive: true });
  await cp(server.security, join(home, "repository/resources/security"), { recursive: true });
  await rename(join(home, "bin/server.sh"), join(home, plan.script));
  await chmod(join(home, plan.script), 0o755);
  for (const path of plan.versioned) {
    const text = await readFile(join(home, path), "utf8");
    await writeFile(join(home, path), text.replaceAll("@product.version@", plan.version));
  }
  for (const [path, text] of Object.entries(plan.files)) {
    await mkdir(dirname(join(home, path)), { recursive: true });
    await writeFile(join(home, path), text);
  }
}
