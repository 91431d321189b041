import type { RollResult } from "../rolling/context";
import type { CommandName } from "./commands";

/** What came of a command as one sentence: the engine shows it as a resource's last word. */
export function sayResult(command: CommandName, result: RollResult, node: string | undefined): string {
  const say = sentences[command];
  return say ? say(result, node ?? "") : `${command}${node ? ` of ${node}` : ""}: done`;
}

/**
 * The whole last line of a command. What hangs on a command compares this text, so it is another one at each run.
 *
 * @param stamp When, and something that no other run has.
 */
export function renderLastLine(sentence: string, stamp: { readonly at: Date; readonly id: string }): string {
  return `${sentence} (${stamp.at.toISOString().replace("T", " ").slice(0, 19)} UTC, run ${stamp.id})`;
}

type Say = (result: RollResult, node: string) => string;

const sentences: { readonly [K in CommandName]?: Say } = {
  prepare: ({ hostname, os }, node) => `${node} is prepared: ${hostname}, ${os}`,
  "ship-logs": ({ logGroupName, failed }, node) =>
    failed
      ? `${node} does NOT SEND its logs to ${logGroupName}: ${failed}`
      : `${node} sends its logs to ${logGroupName}`,
  stage: ({ staged }, node) => `${node} has the distribution${staged ? "" : ", as before"}`,
  "stage-ahead": ({ name, staged, absent }) =>
    [
      `${name} is on all nodes`,
      ...(names(staged) ? [`brought to ${names(staged)}`] : []),
      ...(names(absent) ? [`later on ${names(absent)}, which are not there yet`] : []),
    ].join("; "),
  start: ({ version, readyAfterSec }, node) =>
    `${node} runs version ${version}, ready after ${readyAfterSec} s`,
  stop: ({ stopped }, node) =>
    stopped === "skipped"
      ? `${node} can't be reached and counts as gone`
      : `${node} ${stopped ? "has stopped" : "was stopped already"}`,
  "set-floors": ({ balancers }) => `${balancers} know how many nodes must stay UP`,
  "end-group": ({ group }) => `the end of ${group} was asked for`,
  bake: ({ baked, bakeSec }) => `${names(baked)} stayed in service for ${bakeSec} s`,
  gate: ({ batch }) => `the gate after batch ${batch} is open`,
  join: ({ joined, before, waiting }, node) => {
    if (waiting) return `${node} is registered on ${joined}, and in service once a node serves behind it`;
    return `${node} is in service on ${joined}${before ? ", as before" : ""}`;
  },
  leave: ({ left, before }, node) => {
    if (left === "before") return `${node} had left every balancer before`;
    return before === true
      ? `${node} stays out of service on ${left}`
      : `${node} is out of service on ${left}, nothing in flight`;
  },
  follow: ({ joined }, node) =>
    joined
      ? `${node} is in service on ${joined}, which is new`
      : `${node} stays as it is: no balancer is new`,
  "set-listener-certificate": ({ listener, certificate, before }) =>
    `${listener} shows ${certificate}${before ? ", as before" : ""}`,
  "follow-name": ({ name, leadsTo, forSec }) => `${name} has led to ${leadsTo} for ${forSec} s`,
  "configure-haproxy": ({ changed, reloaded }, node) => {
    if (!changed) return `${node} has its configuration already`;
    return `${node} has its configuration, ${reloaded ? "reloaded without a gap" : "no reload needed"}`;
  },
  repair: ({ repaired, left }) => {
    const stay = Object.entries((left ?? {}) as Record<string, string>).map(
      ([node, why]) => `; ${node} stays out: ${why}`,
    );
    return `${names(repaired) ? `brought back ${names(repaired)}` : "no node to bring back"}${stay.join("")}`;
  },
  "check-members": ({ nodes }) => `every balancer knows ${names(nodes)}`,
  "run-hooks": ({ label, hooks }) => `${label}: hooks ran: ${names(hooks)}`,
};

function names(list: unknown): string {
  return Array.isArray(list) ? list.join(", ") : "";
}
