import { identifyRun } from "../../../components/remote/run/roll-run";
import { judgeRecord } from "../../../components/rolling/membership/out-record";
import type { Wanted } from "./rolling-stack";
import type { World } from "./world";

/** What must be so after every run, whatever went wrong in it. */
export function expectSafe(world: World): void {
  expect(world.violations).toEqual([]);
  const broken = world.faults.happened.map((point) => /node\d+/.exec(point)?.[0]);
  // Only the node at which it stopped may be out although it could serve.
  expect(healthyAndOut(world).filter((node) => !broken.includes(node))).toEqual([]);
}

/** Nodes that run and don't get requests from every balancer. */
export function healthyAndOut(world: World): string[] {
  const names = [...world.machines.keys()].filter((node) => world.isRunning(node));
  return names.filter((node) => world.balancers.some((balancer) => balancer.admin(node) !== "ready"));
}

/** Every node is what is wanted and serves, and nothing else is left. */
export function expectConverged(world: World, { nodes, image, version, configuration = "" }: Wanted): void {
  expect(world.violations).toEqual([]);
  const node = { image, running: { version, configuration } };
  expect(
    Object.fromEntries([...world.machines].map(([key, { image, running }]) => [key, { image, running }])),
  ).toEqual(Object.fromEntries(nodes.map((key) => [key, node])));
  for (const balancer of world.balancers) {
    const servers = balancer.servers().map((name) => `${name} ${balancer.admin(name)}`);
    expect(servers.sort()).toEqual(nodes.map((name) => `${name} ready`).sort());
    const held = [...balancer.records.values()].filter(
      (record) => judgeRecord(record, identifyRun(undefined), new Date()) === "out",
    );
    expect(held).toEqual([]);
  }
}

/** Nodes that a run changed or began to change: a change back must touch no other. */
export function changedNodes(world: World): string[] {
  const left = world.journal
    .flatMap((entry) => /^L(\d+)$/.exec(entry)?.[1] ?? [])
    .map((digit) => `node${digit}`);
  const acted = world.points.flatMap(
    (point) => /^(?:stop|terminate|launch|start) (\w+)$/.exec(point)?.[1] ?? [],
  );
  return [...new Set([...left, ...acted])].sort();
}
