import { join } from "node:path";
import { ensurePack, type ProductId } from "../carbon";
import {
  ensureKernelPack,
  ensureProductPack,
  type KernelProduct,
  kernelPackFolder,
  productPackFolder,
} from "../carbon-kernel";
import { cacheDir } from "../paths";
import type { StackSettings } from "./stack-settings";

/** What the sandbox must know of a stack to bring its product. */
type Wanted = Pick<
  StackSettings,
  "system" | "version" | "identityVersion" | "deployment" | "front" | "elbVersion"
>;

/** What a system deploys here when the user brings no zip. */
interface SandboxProduct {
  /** Makes the zip of that version, once, and of what the stack deploys beside it. */
  readonly ensure: (
    version: string,
    log: (line: string) => void,
    beside?: Pick<Wanted, "deployment" | "identityVersion">,
  ) => Promise<string>;
  /** Where the stack finds it; `{name}` and `{version}` are the stack's own placeholders. */
  readonly address: string;
  /** The same of the WSO2 ELB in front of it, where there is one. */
  readonly elbAddress?: string;
  /** The two that a demonstration rolls between. */
  readonly demoVersions: readonly [string, string];
  /** The path at which it answers a load generator. */
  readonly loadPath: string;
  /** Whose it is, for those who look on. */
  readonly origin: string;
}

/** Where the stand-ins' zips are, by the stack's own placeholders. */
const packs = `file://${join(cacheDir(), "packs")}/{name}-{version}.zip`;

function standIn(id: ProductId, demoVersions: readonly [string, string]): SandboxProduct {
  return {
    ensure: (version, log) => ensurePack(id, version, log),
    address: packs,
    demoVersions,
    loadPath: "/",
    origin:
      "a stand-in for WSO2's product: laid out, configured and probed as it is, but no line of it is WSO2's",
  };
}

const microIntegrator = standIn("wso2mi", ["4.4.0", "4.5.0"]);
const enterpriseIntegrator = standIn("wso2ei", ["6.5.0", "6.6.0"]);

/** With the stand-in for the WSO2 ELB that is in front of it. */
function appServer({ elbVersion = "2.0.3" }: Wanted): SandboxProduct {
  const server = standIn("wso2as", ["5.1.0", "5.1.1"]);
  return {
    ...server,
    elbAddress: packs,
    ensure: async (version, log) => {
      await ensurePack("wso2elb", elbVersion, log);
      return server.ensure(version, log);
    },
  };
}

/** WSO2's own server, and in it one bundle of ours that answers. */
const carbonKernel: SandboxProduct = {
  ensure: ensureKernelPack,
  address: `file://${kernelPackFolder()}/{name}-{version}.zip`,
  demoVersions: ["4.10.2", "4.10.32"],
  loadPath: "/wso2/load",
  origin: "WSO2's own distribution, with one bundle of ours in it that answers a load generator",
};

/** WSO2's own kernel of each product's line, and on it what imitates the product. */
const apiManager: SandboxProduct = {
  ensure: async (version, log, { identityVersion, deployment } = {}) => {
    const [zip = ""] = await Promise.all([
      ...partsOf(version, deployment).map((part) => ensureProductPack(part, version, log)),
      ...(identityVersion === undefined ? [] : [ensureProductPack("wso2is", identityVersion, log)]),
    ]);
    return zip;
  },
  address: `file://${productPackFolder()}/{name}-{version}.zip`,
  demoVersions: ["4.4.0", "4.5.0"],
  loadPath: "/wso2/load",
  origin:
    "WSO2's own Carbon kernel of each product's line, and on it bundles of ours that imitate the rest of API Manager and Identity Server",
};

/** From 4.5 on each part of a distributed API Manager has a distribution of its own. */
function partsOf(version: string, deployment: string | undefined): readonly KernelProduct[] {
  const isApart = deployment === "distributed" && !/^4\.[34]\./.test(version);
  return isApart ? ["wso2am-acp", "wso2am-tm", "wso2am-universal-gw"] : ["wso2am"];
}

/** The product of a stack; undefined where no product here has that version. */
export function productOf(wanted: Wanted): SandboxProduct | undefined {
  const { system, version } = wanted;
  if (system === "app-server") return wanted.front === "wso2-elb" ? appServer(wanted) : carbonKernel;
  if (system === "api-manager") return apiManager;
  // The gateway answers below its tenants' path; the others are led to no path of the load answer's.
  if (system === "sso") return { ...apiManager, loadPath: "/apim-t/load" };
  if (version?.startsWith("4.")) return microIntegrator;
  if (version?.startsWith("6.")) return enterpriseIntegrator;
  return undefined;
}

/**
 * The version that a demonstration rolls to: the other one of its product.
 *
 * @throws Error when the version now is of no known product.
 */
export function planDemoVersion(wanted: Wanted): string {
  const product = productOf(wanted);
  if (!product)
    throw new Error(`wso2:version is ${wanted.version}; give the version to roll to: --to <version>`);
  const [first, second] = product.demoVersions;
  return wanted.version === second ? first : second;
}

/** Where a load generator asks. */
export function planLoadUrl(url: string, wanted: Wanted): string {
  return `${url}${productOf(wanted)?.loadPath ?? "/"}`;
}
