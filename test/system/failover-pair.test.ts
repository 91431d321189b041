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
import { planCable } from "../../sandbox/machines/plan-network";
import { sandboxPaths } from "../../sandbox/paths";
import { whyNoMachines } from "../../sandbox/prerequisites";
import { createNetwork, runInstance } from "./support/cloud-account";
import { PairClients, type PairReport, renderReports } from "./support/pair-clients";
import { pairNames as names, otherOf, PairMachines, type PairName } from "./support/pair-machines";
import {
  allow,
  answered,
  createProfile,
  isolate,
  membershipPlan,
  pairPlan,
  renderHaproxySetup,
  roll,
  startApplication,
} from "./support/pair-on-cloud";
import { renderPairSteps } from "./support/pair-times";

const reason = whyNoMachines() ?? (process.getuid?.() === 0 ? undefined : "this test runs as root only");
if (reason && process.env.CI) throw new Error(`system tests can't be skipped in CI: ${reason}`);
const describePair = reason ? describe.skip : describe;

const stack = "pair";
const projectDir = mkdtempSync(join(tmpdir(), "pair-"));
const paths = sandboxPaths(stack, projectDir);
const subnet = `10.${100 + (process.pid % 100)}.0`;
const address = `${subnet}.50`;

describePair("a failover pair on machines", () => {
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
    const { subnetId, privateKey } = await createNetwork(ec2, `${subnet}.0/24`);
    await createProfile(endpoint, "pair");
    const instanceIds = new Map<PairName, string>();
    for (const [index, name] of names.entries()) {
      instanceIds.set(name, await runInstance(ec2, subnetId, `${subnet}.${11 + index}`, name, 13, "pair"));
    }
    pair = new PairMachines(cloud, paths.id, address, instanceIds);
    const facts: PairFacts = {
      ...{ name: "pair", region: "us-east-1", ports: [80], readinessPort: 8405 },
      address: { kind: "secondary", ip: address },
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
    const { lost } = await seenDuring("pcs node standby", async () => {
      await pair.on(before, `pcs node standby ${before} --wait=120`);
      expect(await pair.holder()).toBe(otherOf(before));
      await pair.on(before, `pcs node unstandby ${before} --wait=60`);
    });
    expect(lost).toEqual([]);
  });

  test("a roll takes the holder out and brings it back, and loses nothing", async () => {
    const before = await pair.holder();
    const plan = membershipPlan(before, targetOf(before), targetOf(otherOf(before)));
    const { lost } = await seenDuring("leave and join", async () => {
      await roll("leave", plan);
      expect(await pair.holder()).toBe(otherOf(before));
      expect(await pair.on(before, "systemctl is-active corosync haproxy || :")).toBe("inactive\nactive");
      await roll("join", plan);
    });
    expect(lost).toEqual([]);
  });

  test("a HAProxy that dies is back before the address would move", async () => {
    const before = await pair.holder();
    const { longestSilenceMs } = await seenDuring("kill HAProxy", async () => {
      await pair.on(before, "kill -9 $(systemctl show -p MainPID --value haproxy)");
      await answered(address);
    });
    expect(longestSilenceMs).toBeLessThan(3000);
    expect(await pair.holder()).toBe(before);
  });

  test("a reboot of the holder loses nothing", async () => {
    const before = await pair.holder();
    const boot = await pair.bootOf(before);
    const { lost } = await seenDuring("reboot the holder", async () => {
      await pair.on(before, "systemctl reboot").catch(() => undefined);
      await pair.rebooted(before, boot);
    });
    expect(lost).toEqual([]);
    expect(await pair.holder()).toBe(otherOf(before));
  });

  test("two that lose each other never both hold the address: the holder stops the other one", async () => {
    const before = await pair.holder();
    const boot = await pair.bootOf(otherOf(before));
    let most = 0;
    const { lost } = await seenDuring("cut between the two", async () => {
      const ports = names.map((name) => planCable(paths.id, pair.instanceOf(name), "").port);
      await isolate(paths.id, ports, "on");
      most = await pair.mostHolders(() => pair.rebooted(otherOf(before), boot));
      await isolate(paths.id, ports, "off");
    });
    expect(lost).toEqual([]);
    expect(await pair.holder()).toBe(before);
    expect(most).toBe(1);
  });

  test("a machine that dies and boots again has the address still, or the other one has it", async () => {
    const before = await pair.holder();
    const boot = await pair.bootOf(before);
    await seenDuring("kill all that runs on the holder", async () => {
      pair.kill(before);
      await pair.rebooted(before, boot);
      await answered(address);
    });
    expect(await pair.holders()).toHaveLength(1);
  });

  test("a machine that is gone is fenced, then the other one has the address, and it comes back as the one in reserve", async () => {
    const before = await pair.holder();
    const boot = await pair.bootOf(before);
    await seenDuring("stop the holder's instance", async () => {
      const { ec2 } = createAwsClients(cloud.status.endpoint);
      await ec2.send(new StopInstancesCommand({ InstanceIds: [pair.instanceOf(before)], Force: true }));
      await pollUntil("the other holder", 150, async () =>
        (await pair.holders())[0] === otherOf(before) ? true : undefined,
      );
      await answered(address);
      await pair.rebooted(before, boot);
    });
    expect(await pair.holder()).toBe(otherOf(before));
  });

  test("a machine that stands still is stopped, and never has the address again when it goes on", async () => {
    const before = await pair.holder();
    const boot = await pair.bootOf(before);
    const most = await pair.mostHolders(() =>
      seenDuring("freeze the holder", async () => {
        pair.freeze(before);
        await pair.rebooted(before, boot).finally(() => pair.thaw(before));
        await answered(address);
      }),
    );
    expect(most).toBe(1);
    expect(await pair.holder()).toBe(otherOf(before));
  });

  test("both leave, one after the other, as when their stack ends", async () => {
    const { ec2 } = createAwsClients(cloud.status.endpoint);
    const last = await pair.holder();
    for (const name of [otherOf(last), last]) {
      const plan = membershipPlan(name, targetOf(name), targetOf(otherOf(name)));
      await roll("leave", plan, { WSO2_BELOW_FLOOR: "allow" });
      await ec2.send(new StopInstancesCommand({ InstanceIds: [pair.instanceOf(name)], Force: true }));
      await pollUntil(`${name} is off`, 60, () =>
        pair.bootOf(name).then(
          () => undefined,
          () => true as const,
        ),
      );
    }
  });
});
