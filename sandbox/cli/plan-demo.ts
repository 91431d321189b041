import type { Overrides } from "../engine/overrides";
import type { LoadOptions } from "../load";
import { productOf } from "./product";
import type { StackSettings } from "./stack-settings";

/** Shorter waits than in production, for those who look on; what is waited for is the same. */
export const demoWaits: Overrides = { quietSec: "2", sessionTimeoutSec: "10", stableSec: "2" };

/** Small heaps, and a compiler that takes less of the two cores that all machines share here. */
const smallServers = "-Xmx512m -XX:TieredStopAtLevel=1 -XX:+UseSerialGC";

/** What differs from the stack's file; an empty value drops what a demonstration of the other system has set. */
const ofSystem: Readonly<Record<string, Overrides>> = {
  "app-server": { host: "console.example.com", javaOpts: smallServers },
  integrator: { host: "", javaOpts: "" },
};

/** Nobody is served yet by a first deployment: all servers start side by side. The roll then takes one at a time. */
const together: Overrides = { batch: "100%", minHealthy: "0" };

/**
 * The settings of a demonstration: WSO2's own Carbon server, unless another system is chosen. A stack that has
 * that system already stays at the version that it has.
 *
 * @param now The stack's settings without `chosen`.
 * @param chosen The user's own, which win.
 */
export function planDemoSets(now: Pick<StackSettings, "system">, chosen: Overrides): Overrides {
  const system = chosen.system ?? chosen["wso2:system"] ?? "app-server";
  const first = productOf({ system, version: "4.4.0" })?.demoVersions[0];
  return {
    system,
    ...(now.system === system || first === undefined ? {} : { version: first, ...planTogether(chosen) }),
    ...demoWaits,
    ...ofSystem[system],
    ...chosen,
  };
}

/** Two settings that must fit each other: none of them where the user has said one. */
function planTogether(chosen: Overrides): Overrides {
  const alone = planDemoRoll(chosen);
  return Object.keys(alone).length < Object.keys(together).length ? alone : together;
}

/** What its roll sets beside the version: one node at a time again, except for what the user has said. */
export function planDemoRoll(chosen: Overrides): Overrides {
  const keys = Object.keys(together).filter(
    (key) => chosen[key] === undefined && chosen[`wso2:${key}`] === undefined,
  );
  return Object.fromEntries(keys.map((key) => [key, ""]));
}

/**
 * Who asks while it rolls. At any rate a session lasts for about 3.5 s, as one of a caller with a task does: a drain
 * outlasts it. One slow request is in flight at any time, and each leave waits for it: long enough to be seen to.
 */
export function planDemoLoad(
  ratePerSec: number,
): Pick<LoadOptions, "ratePerSec" | "stickySessions" | "sessionRequests" | "slow"> {
  return {
    ...{ ratePerSec, stickySessions: Math.ceil(ratePerSec / 2), sessionRequests: 5 },
    slow: { everySec: 2, delayMs: 3_000, sessionRequests: 1 },
  };
}
