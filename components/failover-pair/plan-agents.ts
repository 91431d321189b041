import { createHash } from "node:crypto";
import { pairPaths } from "./pair-paths";
import { renderDrainAgent } from "./render-drain-agent";
import { renderHaproxyAgent } from "./render-haproxy-agent";

/** The resource agents that Pacemaker runs. */
export function planAgents(): { path: string; content: string; mode: string }[] {
  return [
    { path: `${pairPaths.agents}/haproxy`, content: renderHaproxyAgent(), mode: "755" },
    { path: `${pairPaths.agents}/drain`, content: renderDrainAgent(), mode: "755" },
  ];
}

/** Of the agents' text: with a release that has others, both machines get them in the next `up`. */
export function digestAgents(): string {
  return createHash("sha256").update(JSON.stringify(planAgents())).digest("hex");
}
