/**
 * What is below the roll program, replaced by the test's world: connections, balancers, and what stops and
 * starts a product. All above is the real program, in the test's process. Import this before the program.
 */

import type { HaproxyMember } from "../../../components/haproxy/haproxy-member";
import type { StageAheadPlan } from "../../../components/nodes/distribution";
import type { ServicePlan } from "../../../components/nodes/service-plan";
import type { RunSources } from "../../../components/remote/run/roll-run";
import type { SshTarget } from "../../../components/remote/ssh-target";
import type { RollContext } from "../../../components/rolling/context";
import { alive, runningCommand } from "./command";
import type { World } from "./world";

/** The world of this test file. */
let current: World | undefined;
export function setWorld(world: World): void {
  current = world;
}
export function theWorld(): World {
  if (!current) throw new Error("no world yet");
  return current;
}

jest.mock("../../../components/remote/ssh/pool", () => ({
  SshPool: class {
    async connect(target: SshTarget): Promise<void> {
      await alive();
      const { ConnectError } = jest.requireActual("../../../components/remote/ssh/connect");
      const isCut = theWorld().balancers.some(({ name, isCut }) => name === target.name && isCut);
      if (isCut) throw new ConnectError(target, "network", "a connection", "none, cut by the test");
    }
    async close(): Promise<void> {}
  },
}));

/** The world has no machines to try things on; whom a connection is cut to, `connect` says. */
jest.mock("../../../components/remote/check-machine", () => ({
  ...jest.requireActual("../../../components/remote/check-machine"),
  checkMachines: async () => [],
}));

jest.mock("../../../components/haproxy/live/haproxy-member", () => ({
  HaproxyServerMember: function createMember(member: HaproxyMember) {
    const { WorldMember } = require("./world-member") as typeof import("./world-member");
    return new WorldMember(theWorld(), member);
  },
}));

jest.mock("../../../components/nodes/live/start", () => ({
  start: async (_: RollContext, { target, version, change, distribution }: ServicePlan) => {
    const { name } = target;
    await theWorld().act(`start ${name}`, () => {
      const machine = theWorld().machine(name);
      if (distribution) machine.staged.add(distribution.name);
      machine.running = { version, configuration: change?.files[0]?.content ?? "" };
    });
    return { node: name, version, readyAfterSec: 1 };
  },
}));

jest.mock("../../../components/nodes/live/ensure-running", () => ({
  ensureRunning: async (_: RollContext, { target }: ServicePlan) => {
    const machine = theWorld().machine(target.name);
    if (machine.running) return;
    await theWorld().act(`start again ${target.name}`, () => {
      machine.running = machine.stopped;
    });
  },
}));

jest.mock("../../../components/nodes/live/stop", () => ({
  stop: async (_: RollContext, { target }: ServicePlan) => {
    await theWorld().act(`stop ${target.name}`, () => theWorld().end(target.name, "stopped"));
    return { node: target.name };
  },
}));

jest.mock("../../../components/nodes/live/stage-ahead", () => ({
  stageAhead: async (_: RollContext, { distribution, nodes }: StageAheadPlan) => {
    await theWorld().act("stage-ahead", () => {
      for (const { target } of nodes) theWorld().machines.get(target.name)?.staged.add(distribution.name);
    });
    return { staged: nodes.map(({ target }) => target.name) };
  },
}));

/** The run is found from the command's own process, not from the test's. */
jest.mock("../../../components/remote/run/roll-run", () => {
  const actual = jest.requireActual("../../../components/remote/run/roll-run");
  const { readProcess, readPlace } = jest.requireActual("../../../components/remote/run/process-table");
  const { readWords } = jest.requireActual("../../../components/remote/run/engine-words");
  return {
    ...actual,
    identifyRun: (named: string | undefined) => {
      const parent = runningCommand.getStore()?.parent ?? process.ppid;
      const sources: RunSources = {
        ...{ read: readProcess, words: readWords, place: readPlace() },
        ...{ by: "ann@here", parent },
      };
      return actual.identifyRun(named, sources);
    },
  };
});
