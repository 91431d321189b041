import { mkdtempSync, rmSync } from "node:fs";
import type { Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { StopInstancesCommand } from "@aws-sdk/client-ec2";
import type { PairFacts } from "../../components/failover-pair/pair-model";
import { planPermissions } from "../../components/failover-pair/plan-permissions";
import type { SshTarget } from "../../components/remote/ssh-target";
import { ensureAwsApi } from "../../sandbox/aws-api";
import { ensureCloud, openMachines, type RunningCloud } from "../../sandbox/cloud";
import { createAwsClients } from "../../sandbox/cloud/aws-clients";
import { pollUntil } from "../../sandbox/elb/poll-until";
import { ensureImage } from "../../sandbox/machines";
import { sandboxPaths } from "../../sandbox/paths";
import { whyNoMachines } from "../../sandbox/prerequisites";
import { createNetwork, runInstance } from "./support/cloud-account";
import { PairClients, type PairReport, renderReports } from "./support/pair-clients";
import { pairNames as names, otherOf, PairMachines, type PairName } from "./support/pair-machines";
import {
  allow,
  answered,
  createProfile,
  createRoute,
  pairPlan,
  renderHaproxySetup,
  roll,
  startApplication,
} from "./support/pair-on-cloud";
import { renderPairSteps } from "./support/pair-times";

const reason = whyNoMachines() ?? (process.getuid?.() === 0 ? undefined : "this test runs as root only");
if (reason && process.env.CI) throw new Error(`system tests can't be skipped in CI: ${reason}`);
const describePair = reason ? describe.skip : describe;

const stack = "pair-route";
const projectDir = mkdtempSync(join(tmpdir(), "pair-route-"));
const paths = sandboxPaths(stack, projectDir);
const subnet = `10.${100 + (process.pid % 100)}.0`;
/** Outside of the VPC. */
const address = `172.31.${process.pid % 250}.1`;

describePair("a failover pair whose address moves by a route", () => {
  let cloud: RunningCloud;
  let application: Server;
  let pair: PairMachines;
  const targets = new Map<PairName, SshTarget>();
  const table: Record<string, PairReport> = {};
  const told: string[] = [];

  const targetOf = (name: PairName): SshTarget => {
    const target = targets.get(name);
    if (target === undefined) throw new Error(`no ${name}`);
    return target;
  };
  /** What clients see while something happens to the pair, until it is whole again. */
  const seenDuring = async (what: string, happens: () => Promise<unknown>): Promise<PairReport> => {
    const clients = new PairClients(address);
    const sinceMs = Date.now();
    try {
      await happens();
    } finally {
      table[what] = await clients.stop();
    }
    await pair.whole();
    told.push(`${what}: ${renderPairSteps(await pair.steps(sinceMs))}`);
    return table[what];
  };

  beforeAll(async () => {
    const log = () => undefined;
    await Promise.all([ensureImage(log, 12), ensureImage(log, 13), ensureAwsApi(log)]);
    cloud = await ensureCloud(stack, projectDir);
    const { ec2, endpoint } = createAwsClients(cloud.status.endpoint);
    const { vpcId, subnetId, privateKey } = await createNetwork(ec2, `${subnet}.0/24`);
    await createProfile(endpoint, "pair");
    const instanceIds = new Map<PairName, string>();
    for (const [index, name] of names.entries()) {
      instanceIds.set(name, await runInstance(ec2, subnetId, `${subnet}.${11 + index}`, name, 13, "pair"));
    }
    pair = new PairMachines(cloud, paths.id, address, instanceIds);
    const routeTableId = await createRoute(ec2, vpcId, address, pair.instanceOf("haproxy1"));
    const facts: PairFacts = {
      ...{ name: "pair", region: "us-east-1", ports: [80], readinessPort: 8405 },
      address: { kind: "route", ip: address, routeTableIds: [routeTableId] },
      machines: names.map((name, index) => ({
        ...{ name, address: `${subnet}.${11 + index}`, instanceId: pair.instanceOf(name) },
      })),
    };
    const policy = planPermissions({
      ...facts,
      networkInterfaceIds: await pair.interfaces(),
      instanceNames: names,
    });
    await allow(endpoint, "pair", policy);
    for (const [index, name] of names.entries()) {
      const key = await pollUntil(`the host key of ${name}`, 60, () =>
        pair
          .on(name, "cat /etc/ssh/ssh_host_ed25519_key.pub && systemctl is-active ssh")
          .catch(() => undefined),
      );
      const hostKey = key.split("\n")[0] ?? "";
      targets.set(name, { name, host: `${subnet}.${11 + index}`, user: "admin", privateKey, hostKey });
      await pair.on(name, renderHaproxySetup(`${subnet}.1:9180`));
    }
    application = await startApplication(`${subnet}.1`, 9180);
    for (const name of names) {
      await roll("configure-pair", pairPlan(facts, targetOf(name)));
    }
    await pair.whole();
  }, 600_000);

  afterAll(async () => {
    console.log([renderReports(table), "where the time went, in seconds", ...told].join("\n"));
    application?.close();
    await cloud?.client.shutdown();
    await openMachines(paths).destroy();
    rmSync(projectDir, { recursive: true, force: true });
  }, 60_000);

  test("an operator's standby moves the address, and loses nothing", async () => {
    const before = await pair.holder();
    let most = 0;
    const { lost } = await seenDuring("pcs node standby", async () => {
      most = await pair.mostHolders(() => pair.on(before, `pcs node standby ${before} --wait=120`));
      expect(await pair.holder()).toBe(otherOf(before));
      await pair.on(before, `pcs node unstandby ${before} --wait=60`);
    });
    expect(lost).toEqual([]);
    expect(most).toBe(1);
  });

  test("a machine that is gone is fenced, then the other one has the address", async () => {
    const before = await pair.holder();
    const boot = await pair.bootOf(before);
    const most = await pair.mostHolders(() =>
      seenDuring("stop the holder's instance", async () => {
        const { ec2 } = createAwsClients(cloud.status.endpoint);
        await ec2.send(new StopInstancesCommand({ InstanceIds: [pair.instanceOf(before)], Force: true }));
        await pollUntil("the other holder", 150, async () =>
          (await pair.holders())[0] === otherOf(before) ? true : undefined,
        );
        await answered(address);
        await pair.rebooted(before, boot);
      }),
    );
    expect(most).toBe(1);
    expect(await pair.holder()).toBe(otherOf(before));
  });
});
