import type { ApiManagerSettings } from "./api-manager-settings";
import type { ClusterSettings } from "./settings";

/** A group of nodes of a platform. `apiManager` are its control planes, where API Manager is distributed. */
export type PlatformPart = "identity" | "apiManager" | "trafficManager" | "gateway";

/** One of something for each part; for the last two in a distributed deployment alone. */
export interface OfEach<T> {
  readonly identity: T;
  readonly apiManager: T;
  readonly trafficManager?: T;
  readonly gateway?: T;
}

type Deployment = Pick<ApiManagerSettings, "deployment">;

export const isDistributed = ({ deployment }: Deployment): boolean => deployment === "distributed";

/** The parts of a platform, in the order in which they start and roll. */
export function partsOf(settings: Deployment): readonly PlatformPart[] {
  const whole = ["identity", "apiManager"] as const;
  return isDistributed(settings) ? [...whole, "trafficManager", "gateway"] : whole;
}

/** Makes one of something for each part, in their order. */
export function ofEach<T>(settings: Deployment, create: (part: PlatformPart) => T): OfEach<T> {
  return Object.fromEntries(partsOf(settings).map((part) => [part, create(part)])) as unknown as OfEach<T>;
}

/** The same once all of them are there. */
export async function allOf<T>(each: OfEach<Promise<T>>): Promise<OfEach<T>> {
  const entries = Object.entries(each).map(async ([part, value]) => [part, await value]);
  return Object.fromEntries(await Promise.all(entries)) as OfEach<T>;
}

/** One part's; what the parts of API Manager have in common is said once, of its first. */
export function ofPart<T>(each: OfEach<T>, part: PlatformPart): T {
  return each[part] ?? each.apiManager;
}

/** How a part is called: what its nodes' keys begin with, the output that keeps it, and who approves its rolls. */
export interface PartNames {
  readonly prefix: string;
  readonly output: string;
  readonly title: string;
  readonly approvedKey: keyof ApiManagerSettings;
}

const whole: Readonly<Record<"identity" | "apiManager", PartNames>> = {
  identity: {
    ...{ prefix: "is", output: "identity", title: "Identity Server" },
    approvedKey: "identityApprovedRoll",
  },
  apiManager: {
    ...{ prefix: "apim", output: "apiManager", title: "API Manager" },
    approvedKey: "approvedRoll",
  },
};

const distributed: Readonly<Record<PlatformPart, PartNames>> = {
  identity: whole.identity,
  apiManager: {
    ...{ prefix: "cp", output: "controlPlane", title: "API Manager control plane" },
    approvedKey: "controlPlaneApprovedRoll",
  },
  trafficManager: {
    ...{ prefix: "tm", output: "trafficManager", title: "API Manager traffic manager" },
    approvedKey: "trafficManagerApprovedRoll",
  },
  gateway: {
    ...{ prefix: "gw", output: "gateway", title: "API Manager gateway" },
    approvedKey: "gatewayApprovedRoll",
  },
};

export function namesOf(settings: Deployment, part: PlatformPart): PartNames {
  return { ...distributed, ...(isDistributed(settings) ? {} : whole) }[part];
}

/** Who approves the rolls of API Manager's parts, where it is distributed. */
export const partApprovals = (["apiManager", "trafficManager", "gateway"] as const).map(
  (part) => distributed[part].approvedKey,
);

/** The configuration key of what a part of a distributed deployment has of its own. */
export const partKeys = {
  apiManager: "controlPlane",
  trafficManager: "trafficManager",
  gateway: "gateway",
} as const satisfies Partial<Record<PlatformPart, keyof ApiManagerSettings>>;

/** The keys of one part, as a stack of that part alone has them. */
export function settingsOf(settings: ApiManagerSettings, part: PlatformPart): ClusterSettings {
  if (part === "identity") {
    return {
      ...settings,
      version: settings.identityVersion,
      nodeCount: settings.identityNodeCount,
      nodeInstanceType: settings.identityInstanceType,
      javaOpts: settings.identityJavaOpts,
      deploymentToml: settings.identityDeploymentToml,
      approvedRoll: settings.identityApprovedRoll,
    };
  }
  if (!isDistributed(settings)) return settings;
  const given = Object.entries(settings[partKeys[part]] ?? {}).filter(([, value]) => value !== undefined);
  const approvedRoll = settings[namesOf(settings, part).approvedKey] as string | undefined;
  return { ...settings, ...Object.fromEntries(given), approvedRoll };
}

/** Keys of nodes: `is1`, `is2`. */
export const keysOf = (prefix: string, count: number) =>
  Array.from({ length: count }, (_, index) => `${prefix}${index + 1}`);
