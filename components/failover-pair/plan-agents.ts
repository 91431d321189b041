import { createHash } from "node:crypto";
import { pairPaths } from "./pair-paths";
import { renderDrainAgent } from "./render-drain-agent";
import { ec2ToolPath, renderEc2Tool } from "./render-ec2-tool";
import { fenceAgent, renderFenceAgent } from "./render-fence-agent";
import { renderHaproxyAgent } from "./render-haproxy-agent";
import { quickCliPath, renderQuickCli } from "./render-quick-cli";

/** The agents that Pacemaker runs, and what they ask AWS by. */
export function planAgents(): { path: string; content: string; mode: string }[] {
  return [
    { path: `${pairPaths.agents}/haproxy`, content: renderHaproxyAgent(), mode: "755" },
    { path: `${pairPaths.agents}/drain`, content: renderDrainAgent(), mode: "755" },
    { path: `${pairPaths.fenceAgents}/${fenceAgent}`, content: renderFenceAgent(), mode: "755" },
    { path: ec2ToolPath, content: renderEc2Tool(), mode: "755" },
    { path: quickCliPath, content: renderQuickCli(), mode: "755" },
  ];
}

/** Of the agents' text: with a release that has others, both machines get them in the next `up`. */
export function digestAgents(): string {
  return createHash("sha256").update(JSON.stringify(planAgents())).digest("hex");
}
