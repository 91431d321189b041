import type { RollContext, RollResult } from "../rolling/context";
import type { Plans } from "./plans";

export type CommandName = keyof Plans;

export interface Command<K extends CommandName> {
  readonly summary: string;
  /** Loads only what this command needs: the program starts for every step of a roll. */
  readonly load: () => (context: RollContext, plan: Plans[K]) => Promise<RollResult>;
}

export const commands: { readonly [K in CommandName]: Command<K> } = {
  prepare: {
    summary: "first contact with a new machine: host key, name, packages",
    load: () => (require("../machines/live/prepare") as typeof import("../machines/live/prepare")).prepare,
  },
  "ship-logs": {
    summary: "have a machine send its logs to CloudWatch",
    load: () =>
      (require("../machines/live/ship-logs") as typeof import("../machines/live/ship-logs")).shipLogs,
  },
  stage: {
    summary: "bring a distribution to a node while it serves",
    load: () => (require("../nodes/live/stage") as typeof import("../nodes/live/stage")).stage,
  },
  "stage-ahead": {
    summary: "bring a distribution to all nodes before a roll begins",
    load: () =>
      (require("../nodes/live/stage-ahead") as typeof import("../nodes/live/stage-ahead")).stageAhead,
  },
  start: {
    summary: "install, configure and start a product, wait until it is ready",
    load: () => (require("../nodes/live/start") as typeof import("../nodes/live/start")).start,
  },
  stop: {
    summary: "stop a product gracefully",
    load: () => (require("../nodes/live/stop") as typeof import("../nodes/live/stop")).stop,
  },
  "set-floors": {
    summary: "tell every balancer how many nodes must stay UP",
    load: () =>
      (require("../rolling/membership/set-floors") as typeof import("../rolling/membership/set-floors"))
        .setFloors,
  },
  "end-group": {
    summary: "before a whole group is deleted: refuse, unless that was asked for",
    load: () => (require("../rolling/end-group") as typeof import("../rolling/end-group")).endGroup,
  },
  bake: {
    summary: "see all nodes of a batch stay in service for a time",
    load: () => (require("../rolling/membership/bake") as typeof import("../rolling/membership/bake")).bake,
  },
  gate: {
    summary: "go on only when this roll has been approved",
    load: () => (require("../rolling/gate") as typeof import("../rolling/gate")).gate,
  },
  join: {
    summary: "bring a node into service on every balancer",
    load: () => (require("../rolling/membership/join") as typeof import("../rolling/membership/join")).join,
  },
  leave: {
    summary: "take a node out of every balancer without losing a request",
    load: () =>
      (require("../rolling/membership/leave") as typeof import("../rolling/membership/leave")).leave,
  },
  follow: {
    summary: "join balancers that have never had this node, and leave the others alone",
    load: () =>
      (require("../rolling/membership/follow") as typeof import("../rolling/membership/follow")).follow,
  },
  "set-listener-certificate": {
    summary: "give a listener of a classic ELB another certificate, without closing its port",
    load: () =>
      (
        require("../load-balancers/live/set-listener-certificate") as typeof import("../load-balancers/live/set-listener-certificate")
      ).setListenerCertificate,
  },
  "follow-name": {
    summary: "let resolvers forget the load balancer that a name led to before",
    load: () =>
      (require("../load-balancers/live/follow-name") as typeof import("../load-balancers/live/follow-name"))
        .followName,
  },
  "configure-haproxy": {
    summary: "make one HAProxy run a configuration, without a gap",
    load: () =>
      (require("../haproxy/live/configure") as typeof import("../haproxy/live/configure")).configureHaproxy,
  },
  "configure-pair": {
    summary: "make a HAProxy machine one of a failover pair",
    load: () =>
      (
        require("../failover-pair/live/configure-pair") as typeof import("../failover-pair/live/configure-pair")
      ).configurePair,
  },
  status: {
    summary: "every node on every balancer, as it is now",
    load: () =>
      (require("../rolling/membership/status") as typeof import("../rolling/membership/status")).status,
  },
  repair: {
    summary: "bring nodes back that a roll left out, or that one balancer has in service and another has not",
    load: () =>
      (require("../rolling/membership/repair") as typeof import("../rolling/membership/repair")).repair,
  },
  "check-members": {
    summary: "look every node up on every balancer; changes nothing",
    load: () =>
      (require("../rolling/membership/check-members") as typeof import("../rolling/membership/check-members"))
        .checkMembers,
  },
  "run-hooks": {
    summary: "run the operator's commands, one after the other",
    load: () =>
      (require("../rolling/hooks/run-hooks") as typeof import("../rolling/hooks/run-hooks")).runHooks,
  },
};

export function isCommand(name: string): name is CommandName {
  return Object.hasOwn(commands, name);
}

export function renderHelp(): string {
  const width = Math.max(...Object.keys(commands).map((name) => name.length));
  const lines = Object.entries(commands).map(([name, { summary }]) => `  ${name.padEnd(width)}  ${summary}`);
  return [
    "usage: roll <command> [--json] < plan.json",
    "       roll report <journal>",
    "",
    ...lines,
    `  ${"report".padEnd(width)}  what a roll did, as a page, a picture and data (report --help says more)`,
    "",
    "Progress goes to standard error; the last line on standard output says what came of it.",
    "  --json                        what came of it as JSON; status always answers so",
    "  WSO2_ROLL_JOURNAL=<file>      append each step as a line of JSON",
    "  WSO2_BELOW_FLOOR=allow        leave although too few others are UP",
    "  WSO2_ROLL_MISSING_HOST=skip   take a machine that can't be reached for gone",
    "  WSO2_ROLL_LOCK=break          go on although another roll has a node of the same balancers out",
    "  WSO2_ROLL_RUN=<name>          all commands with this name are one roll; by default, those of one engine",
    "  WSO2_ROLL_HOOKS=skip          run no hook",
  ].join("\n");
}
