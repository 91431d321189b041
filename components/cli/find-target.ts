import type { SshTarget } from "../remote/ssh-target";
import type { StateResource } from "./stack-access";

/**
 * How to reach the machines of a stack, by their keys: each command of a roll says it to the roll program, so that it
 * stands in the state, whatever system the stack deploys.
 */
export function findTargets(resources: readonly StateResource[]): Map<string, SshTarget> {
  const found = new Map<string, SshTarget>();
  for (const { type, inputs } of resources) {
    if (type !== "command:local:Command" || typeof inputs?.stdin !== "string") continue;
    for (const target of targetsIn(parse(inputs.stdin))) found.set(target.name, target);
  }
  return found;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function targetsIn(value: unknown): SshTarget[] {
  if (typeof value !== "object" || value === null) return [];
  if (isTarget(value)) return [value];
  return Object.values(value).flatMap(targetsIn);
}

function isTarget(value: object): value is SshTarget {
  const parts = value as Record<string, unknown>;
  return ["name", "host", "user", "privateKey", "hostKey"].every((key) => typeof parts[key] === "string");
}

/** @throws Error that lists the machines when there is no such. */
export function chooseTarget(targets: ReadonlyMap<string, SshTarget>, name: string): SshTarget {
  const target = targets.get(name) ?? [...targets.values()].find(({ host }) => host === name);
  if (target) return target;
  const names = [...targets.keys()].sort((a, b) => a.localeCompare(b, "en", { numeric: true }));
  throw new Error(`there is no machine ${JSON.stringify(name)}; there are ${names.join(", ") || "none"}`);
}
