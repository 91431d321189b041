import { renderPackages } from "../../machines/live/prepare-scripts";
import { findChangedFiles, renderWriteFiles } from "../../remote/machine-files";
import { poll } from "../../remote/poll";
import { describeError, RollError } from "../../remote/roll-error";
import type { SshConnection } from "../../remote/ssh/connection";
import { runAsRoot } from "../../remote/ssh/shell";
import type { MachineFile } from "../../remote/ssh-target";
import type { RollContext, RollResult } from "../../rolling/context";
import { corosyncPort, pairPackages, pairPaths } from "../pair-paths";
import type { PairPlan } from "../pair-plan";
import type { PairStatus } from "../pair-status";
import { planAgents } from "../plan-agents";
import { renderCorosyncConf } from "../render-corosync-conf";
import { applyCib } from "./apply-cib";
import { goOnAlone } from "./go-on-alone";
import { askCluster } from "./pair-cluster";

const installTimeoutSec = 600;
/** Two machines that meet agree on who decides within moments; one alone waits for the other for 20 seconds. */
const meetTimeoutSec = 90;

/** `configure-pair`: makes a machine one of the two of a cluster; again where it is one already. */
export async function configurePair(context: RollContext, plan: PairPlan): Promise<RollResult> {
  const { target } = plan;
  const node = target.name;
  const connection = await context.pool.connect(target);
  await runAsRoot(connection, renderPackages(pairPackages), {
    step: "install the cluster's packages",
    timeoutSec: installTimeoutSec,
  });
  const device = await findDevice(connection, plan);
  const changed = await context.report.step(
    node,
    "cluster",
    () => writeFiles(connection, plan),
    (paths) => (paths.length > 0 ? `written: ${paths.join(", ")}` : "nothing changed"),
  );
  const status = await context.report.step(
    node,
    "join the cluster",
    () => waitUntilIn(context, connection),
    ({ machines, hasQuorum }) => {
      const online = machines.filter((machine) => machine.online).map(({ name }) => name);
      return `${online.join(" and ")} online${hasQuorum ? "" : ", without quorum until the other one is there"}`;
    },
  );
  const fenced = await context.report.step(
    node,
    "resources",
    () => applyCib(connection, plan.facts, device),
    (names) => `as planned; ${names.join(" and ")} can be fenced`,
  );
  // One that the cluster knows how to fence was in it already.
  const isFirst = !status.hasQuorum && fenced.length < plan.facts.machines.length;
  const isAlone =
    isFirst &&
    (await context.report.step(
      node,
      "other machine",
      () => goOnAlone(context, connection, plan.facts),
      (alone) =>
        alone ? "has no instance yet: the pair begins with this one" : "has an instance: waited for",
    ));
  return { node, changed: changed.length > 0, quorum: status.hasQuorum || isAlone };
}

const orderDropIn = "# Written by pulumi-wso2.\n[Unit]\nAfter=haproxy.service\n";

/** AWS's SDK asks the metadata service once, for a second; where that answers late, fencing failed without credentials. */
const serviceDropIn = `# Written by pulumi-wso2.
[Service]
Environment=AWS_METADATA_SERVICE_TIMEOUT=5
Environment=AWS_METADATA_SERVICE_NUM_ATTEMPTS=4
`;

function filesOf({ facts, authKey }: PairPlan): MachineFile[] {
  return [
    { path: pairPaths.authKey, content: authKey, mode: "400" },
    { path: pairPaths.corosyncConf, content: renderCorosyncConf(facts), mode: "644" },
    ...planAgents(),
    { path: pairPaths.orderDropIn, content: orderDropIn, mode: "644" },
    { path: pairPaths.serviceDropIn, content: serviceDropIn, mode: "644" },
  ];
}

/** Debian starts a cluster of its own with the package: what that knows must not come into this one. */
const leaveOther = `if ! grep -q '^# Written by pulumi-wso2' ${pairPaths.corosyncConf}; then
  systemctl stop pacemaker corosync
  rm -f /var/lib/pacemaker/cib/* /var/lib/corosync/*
fi`;

async function writeFiles(connection: SshConnection, plan: PairPlan): Promise<string[]> {
  const files = filesOf(plan);
  const changed = await findChangedFiles(connection, files);
  const paths = changed.map(({ path }) => path);
  const touches = (...of: string[]) => paths.some((path) => of.includes(path));
  const script = [
    leaveOther,
    renderWriteFiles(changed),
    "corosync -t > /dev/null",
    ...(touches(pairPaths.orderDropIn, pairPaths.serviceDropIn) ? ["systemctl daemon-reload"] : []),
    "systemctl enable --quiet corosync pacemaker",
    // Another key is known to both only after each has read it; times are taken over while it runs.
    ...(touches(pairPaths.authKey) ? ["systemctl try-restart corosync"] : []),
    ...(touches(pairPaths.corosyncConf)
      ? ["if systemctl is-active --quiet corosync; then corosync-cfgtool -R > /dev/null; fi"]
      : []),
    "systemctl start corosync pacemaker",
  ];
  await runAsRoot(connection, script.join("\n"), {
    step: "start the cluster on this machine",
    timeoutSec: 180,
  });
  return paths;
}

/** Waits until the machine is online, and somebody decides. */
async function waitUntilIn(context: RollContext, connection: SshConnection): Promise<PairStatus> {
  const node = connection.target.name;
  let seen = "";
  const found = await poll(
    async () => {
      try {
        const status = await askCluster(connection);
        seen = status.machines
          .map(({ name, online }) => `${name} ${online ? "online" : "offline"}`)
          .join(", ");
        const isIn = status.machines.some((machine) => machine.name === node && machine.online);
        return isIn && status.hasDecider ? status : undefined;
      } catch (error) {
        seen = describeError(error);
        return undefined;
      }
    },
    { timeoutSec: meetTimeoutSec, intervalMs: 500, signal: context.signal },
  );
  if (found) return found;
  throw new RollError({
    ...{ node, step: "join the cluster", expected: `online within ${meetTimeoutSec} s`, seen },
    next: `look at \`journalctl -u corosync -u pacemaker\` on ${node}, and whether the two reach each other by UDP on port ${corosyncPort}; then \`pulumi up\``,
  });
}

/** The agents differ in what they call the device, and EC2 in what it is called. */
async function findDevice(connection: SshConnection, { facts, target }: PairPlan): Promise<string> {
  const own = facts.machines.find(({ name }) => name === target.name);
  const script = `
grep -q auth_type /usr/lib/ocf/resource.d/heartbeat/awsvip || { echo "agents without auth_type" >&2; exit 3; }
ip -o -4 address show to ${own?.address}/32 | { read -r _ device _ && echo "$device"; }`;
  try {
    return (await runAsRoot(connection, script, { step: "find the network device" })).trim();
  } catch (error) {
    throw new RollError(
      {
        node: target.name,
        step: "see that the machine can be one of a pair",
        expected: `resource agents that use an instance's role, and ${own?.address} on a device of its own`,
        seen: describeError(error),
        next: "use an image of Debian 13 (wso2:haproxyAmi), then `pulumi up`",
      },
      { cause: error },
    );
  }
}
