import { releaseOf } from "../release-of";
import type { ApiManagerProfile } from "./api-manager-settings";

/** What differs between the releases of API Manager. */
export interface ApiManagerRelease {
  /** The kernel that it is built on. Source: `pom.xml` of each tag of wso2/product-apim. */
  readonly kernel: string;
  /** Below the home. Source: `startup-scripts` of each tag, as is what they say of Java. */
  readonly script: string;
  /** The newest Java that its script takes without a warning. */
  readonly newestJava: number;
  /**
   * Whether `/api/am/gateway/v2/server-startup-healthcheck`, 200 once all APIs are deployed, answers without a
   * password: it is among the allowed addresses of `api-manager.xml.j2` since 4.3, needs one in 4.1 and 4.2, and is
   * not there before.
   */
  readonly opensStartupCheck: boolean;
  /** Whether the parts of a distributed deployment are distributions of their own; else profiles of one. */
  readonly apartPacks: boolean;
}

const java11 = { newestJava: 11, opensStartupCheck: false, apartPacks: false } as const;
const java17 = { ...java11, newestJava: 17 } as const;
const java21 = { newestJava: 21, opensStartupCheck: true, apartPacks: false } as const;
const script = "bin/api-manager.sh";

const releases: Readonly<Record<string, ApiManagerRelease>> = {
  "3.2": { kernel: "4.6.0", script: "bin/wso2server.sh", ...java11 },
  "4.0": { kernel: "4.6.2", script, ...java11 },
  "4.1": { kernel: "4.6.3", script, ...java11 },
  "4.2": { kernel: "4.8.1", script, ...java17 },
  "4.3": { kernel: "4.9.26", script, ...java21 },
  "4.4": { kernel: "4.9.27", script, ...java21 },
  "4.5": { kernel: "4.9.28", script, ...java21, apartPacks: true },
  "4.6": { kernel: "4.9.33", script, ...java21, apartPacks: true },
};

/** The releases that are known, oldest first. */
export const apiManagerReleases = Object.keys(releases);

/** Undefined for a version that is not known. */
export function findApiManagerRelease(version: string): ApiManagerRelease | undefined {
  return releases[releaseOf(version)];
}

/** Whether a version is of this release or a later one. */
export function isSince(version: string, release: string): boolean {
  return apiManagerReleases.indexOf(releaseOf(version)) >= apiManagerReleases.indexOf(release);
}

/** A distribution, and how one part of it starts. */
export interface ApiManagerPack {
  readonly name: string;
  readonly script: string;
  /** For `server.server_role`. */
  readonly role: string;
  /** Up to 4.4: which bundles the server starts. */
  readonly profile?: string;
}

const apart: Readonly<Record<Exclude<ApiManagerProfile, "all-in-one">, ApiManagerPack>> = {
  "control-plane": { name: "wso2am-acp", script: "bin/api-cp.sh", role: "default" },
  "traffic-manager": { name: "wso2am-tm", script: "bin/traffic-manager.sh", role: "default" },
  gateway: { name: "wso2am-universal-gw", script: "bin/gateway.sh", role: "default" },
};

const profiles = {
  "control-plane": "control-plane",
  "traffic-manager": "traffic-manager",
  gateway: "gateway-worker",
} as const;

/** Which distribution a part comes from. Source: `product/pom.xml` and `deployment.toml` of each part, 4.5 and 4.6. */
export function planPack(release: ApiManagerRelease, profile: ApiManagerProfile): ApiManagerPack {
  const whole = { name: "wso2am", script: release.script };
  if (profile === "all-in-one") return { ...whole, role: "default" };
  if (release.apartPacks) return apart[profile];
  return { ...whole, role: profiles[profile], profile: profiles[profile] };
}
