import { existsSync } from "node:fs";
import { join } from "node:path";
import { installOnce } from "../carbon/install-once";
import { runTool } from "../carbon/run-tool";
import { sourceHash } from "../carbon/source-hash";
import { cacheDir, packageRoot } from "../paths";
import { buildBundle } from "./build-bundle";
import { ensureKernel, ensureKernelHome } from "./ensure-kernel";
import { loadAnswer } from "./ensure-kernel-pack";

const folder = join(packageRoot, "sandbox/carbon-kernel");
const standIns = join(folder, "standins");

/** Products that stand on a kernel; of API Manager also its parts' own distributions. */
export type KernelProduct = "wso2am" | "wso2am-acp" | "wso2am-tm" | "wso2am-universal-gw" | "wso2is";

interface StandIn {
  /** The kernel of the product's line, of those that can be had. */
  readonly kernel: (version: string) => string;
  readonly script: string;
  /** The manifest of the bundle that imitates the rest, and the bundle's name. */
  readonly bundle: readonly [manifest: string, name: string];
  readonly title: string;
}

const apiManager = (script: string, part = ""): StandIn => ({
  kernel: () => "4.9.1-m1",
  script: `bin/${script}`,
  bundle: ["gateway.txt", "gatewaystandin"],
  title: `WSO2 API Manager${part}`,
});

const products: Readonly<Record<KernelProduct, StandIn>> = {
  wso2am: apiManager("api-manager.sh"),
  "wso2am-acp": apiManager("api-cp.sh", " - API Control Plane"),
  "wso2am-tm": apiManager("traffic-manager.sh", " - Traffic Manager"),
  "wso2am-universal-gw": apiManager("gateway.sh", " - Universal Gateway"),
  wso2is: {
    kernel: (version) => (version.startsWith("7.0.") ? "4.10.2" : "4.10.32"),
    script: "bin/wso2server.sh",
    bundle: ["identity.txt", "identitystandin"],
    title: "WSO2 Identity Server",
  },
};

/** The folder of the zips: another one for each state of our sources. */
export function productPackFolder(): string {
  const sources = [standIns, join(folder, "bundle")].map(sourceHash).join("");
  return join(cacheDir(), "product-packs", sources.slice(0, 24));
}

/**
 * The path of a zip that is laid out as a product's distribution: WSO2's own kernel of its line, and in
 * `repository/components/dropins` bundles of ours that imitate what the kernel lacks.
 */
export async function ensureProductPack(
  product: KernelProduct,
  version: string,
  log: (line: string) => void,
): Promise<string> {
  const name = `${product}-${version}`;
  const zip = join(productPackFolder(), `${name}.zip`);
  if (existsSync(zip)) return zip;
  const { kernel: kernelOf, script, bundle, title } = products[product];
  const [home, kernel] = await Promise.all([
    ensureKernelHome(kernelOf(version), log),
    ensureKernel(kernelOf(version), log),
  ]);
  const [manifest, standIn] = bundle;
  await installOnce(zip, async (workDir) => {
    const sources = {
      folder: join(standIns, "src/standin"),
      manifest: join(standIns, manifest),
      release: "11",
    };
    const jars = { [standIn]: join(workDir, "standin.jar"), loadanswer: join(workDir, "loadanswer.jar") };
    await buildBundle(home, sources, join(workDir, "standin.jar"));
    await buildBundle(home, loadAnswer, join(workDir, "loadanswer.jar"));
    const dropins = Object.entries(jars).map(([jar, file]) => [
      `repository/components/dropins/${jar}_1.0.0.jar`,
      file,
    ]);
    const made = join(workDir, "made.zip");
    const spec = { kernel, made, folder: name, script, words: `${title} v${version}\n` };
    const words = JSON.stringify({ ...spec, add: Object.fromEntries(dropins) });
    await runTool("python3", [join(standIns, "repack.py"), words], { debianPackage: "python3" });
    return made;
  });
  return zip;
}
