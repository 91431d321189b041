import { checkApiManager, type Problem } from "../components";
import { apiManagerOf, planProducts, tablesOf } from "./api-manager-products";
import type { ApiManagerSettings } from "./api-manager-settings";
import {
  isDistributed,
  type PlatformPart,
  partApprovals,
  partKeys,
  partsOf,
  settingsOf,
} from "./platform-parts";

type Part = Exclude<PlatformPart, "identity">;

/** Settings whose keys have another name in the configuration. */
const keys: Readonly<Record<string, string>> = {
  hostname: "host",
  gatewayHostname: "gatewayHost",
  nodes: "nodeCount",
};

/** What is wrong with API Manager, whole or in parts, by the keys that the user wrote. Its version is known. */
export function checkApiManagerParts(settings: ApiManagerSettings): Problem[] {
  const parts = partsOf(settings).filter((part) => part !== "identity");
  return [
    ...parts.flatMap((part) => checkPart(settings, part)),
    ...(isDistributed(settings) ? checkDistributed(settings) : checkWhole(settings)),
  ];
}

/** Those whose nodes tell each other by `event_duplicate_url`. */
const inPairs = ["apiManager", "trafficManager"] as const;

function checkPart(settings: ApiManagerSettings, part: Part): Problem[] {
  const { version, deploymentToml, nodeCount } = settingsOf(settings, part);
  const found = checkApiManager(version, apiManagerOf(settings, part), tablesOf(deploymentToml), nodeCount);
  return found.map(({ propertyPath, reason }) => ({
    propertyPath: keyOfPart(settings, part, keys[propertyPath] ?? propertyPath),
    reason,
  }));
}

/** `deploymentToml.server.offset` as the user wrote it: `gateway.deploymentToml.server.offset`. */
export function keyOfPart(settings: ApiManagerSettings, part: PlatformPart, path: string): string {
  if (part === "identity" || !isDistributed(settings)) return path;
  const [key = ""] = path.split(".");
  const own: Readonly<Record<string, unknown>> = settings[partKeys[part]] ?? {};
  return own[key] === undefined ? path : `${partKeys[part]}.${path}`;
}

/** What is of a distributed deployment alone. */
function checkWhole(settings: ApiManagerSettings): Problem[] {
  const reason = "is set, and wso2:deployment is active-active; it is of a distributed deployment";
  return [...Object.values(partKeys), ...partApprovals]
    .filter((key) => settings[key] !== undefined)
    .map((propertyPath) => ({ propertyPath, reason }));
}

function checkDistributed(settings: ApiManagerSettings): Problem[] {
  const { pack, strategy, approvedRoll } = settings;
  const { identity: _, ...parts } = planProducts(settings);
  const products = [...new Set(Object.values(parts).map(({ name }) => name))];
  return [
    ...inPairs.flatMap((part) => {
      const { nodeCount } = settingsOf(settings, part);
      const reason = `got ${nodeCount}; control planes and traffic managers tell each other by event_duplicate_url, which is made for two nodes: take 1 or 2 of each, and of gateways as many as calls need (wso2:gateway.nodeCount)`;
      return nodeCount > 2 ? [{ propertyPath: keyOfPart(settings, part, "nodeCount"), reason }] : [];
    }),
    ...(pack !== undefined && products.length > 1 && !pack.includes("{name}")
      ? [
          {
            propertyPath: "pack",
            reason: `is one zip for all; ${settings.version} has a distribution for each part, so {name} is needed in it, which is ${products.join(", ")}`,
          },
        ]
      : []),
    ...(strategy === "blue-green"
      ? [
          {
            propertyPath: "strategy",
            reason:
              "got blue-green; the parts know each other's nodes by their addresses, and a new set has others: auto, in-place or replace",
          },
        ]
      : []),
    ...(approvedRoll === undefined
      ? []
      : [
          {
            propertyPath: "approvedRoll",
            reason: `is set, but each part of a distributed deployment has its own rolls: ${partApprovals.join(", ")}`,
          },
        ]),
  ];
}
