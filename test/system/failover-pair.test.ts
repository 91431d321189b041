import { mkdtempSync, rmSync } from "node:fs";
import type { Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DescribeInstancesCommand, StopInstancesCommand } from "@aws-sdk/client-ec2";
import type { PairFacts } from "../../components/failover-pair/pair-model";
import { planPermissions } from "../../components/failover-pair/plan-permissions";
import type { SshTarget } from "../../components/remote/ssh-target";
import { ensureAwsApi } from "../../sandbox/aws-api";
import { ensureCloud, openMachines, type RunningCloud } from "../../sandbox/cloud";
import { createAwsClients } from "../../sandbox/cloud/aws-clients";
import { findInit, runInside } from "../../sandbox/elb/inside-machine";
import { pollUntil } from "../../sandbox/elb/poll-until";
import { ensureImage } from "../../sandbox/machines";
import { Cgroups } from "../../sandbox/machines/cgroups";
import { planCable } from "../../sandbox/machines/plan-network";
import { sandboxPaths } from "../../sandbox/paths";
import { whyNoMachines } from "../../sandbox/prerequisites";
import { createNetwork, runInstance } from "./support/cloud-account";
import { PairClients, type PairReport, renderReports } from "./support/pair-clients";
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
  tell,
} from "./support/pair-on-cloud";

const reason = whyNoMachines() ?? (process.getuid?.() === 0 ? undefined : "this test runs as root only");
if (reason && process.env.CI) throw new Error(`system tests can't be skipped in CI: ${reason}`);
const describePair = reason ? describe.skip : describe;

const stack = "pair";
const projectDir = mkdtempSync(join(tmpdir(), "pair-"));
const paths = sandboxPaths(stack, projectDir);
const subnet = `10.${100 + (process.pid % 100)}.0`;
const address = `${subnet}.50`;
const names = ["haproxy1", "haproxy2"] as const;
type Name = (typeof names)[number];
const otherOf = (name: Name): Name => (name === "haproxy1" ? "haproxy2" : "haproxy1");

describePair("a failover pair on machines", () => {
  let cloud: RunningCloud;
  let application: Server;
  const instanceIds = new Map<Name, string>();
  const targets = new Map<Name, SshTarget>();
  const table: Record<string, PairReport> = {};

  const found = <T>(map: ReadonlyMap<Name, T>, name: Name): T => {
    const value = map.get(name);
    if (value === undefined) throw new Error(`no ${name}`);
    return value;
  };
  const pidOf = async (name: Name) => {
    const { machines } = await cloud.client.status();
    return machines.find((each) => each.name === instanceIds.get(name) && each.state === "running")?.pid;
  };
  const on = async (name: Name, command: string) => {
    const pid = await pidOf(name);
    if (pid === undefined) throw new Error(`${name} is off`);
    return runInside(findInit(pid), ["sh", "-c", command]);
  };
  /** Another one after each boot: when its first process began. */
  const bootOf = (name: Name) => on(name, "cut -d ' ' -f 22 /proc/1/stat");
  const rebooted = (name: Name, boot: string) =>
    pollUntil(`another boot of ${name}`, 120, async () => {
      const now = await bootOf(name).catch(() => boot);
      return now === boot ? undefined : true;
    });
  /** Machines that have the address on their device now. */
  const holders = async (): Promise<Name[]> => {
    const seen = await Promise.all(
      names.map(async (name) => [name, await on(name, "ip -br -4 address").catch(() => "")] as const),
    );
    return seen.filter(([, text]) => text.includes(`${address}/`)).map(([name]) => name);
  };
  const holder = async (): Promise<Name> => {
    const [name, ...more] = await holders();
    if (name === undefined || more.length > 0) throw new Error(`holders: ${name} ${more}`);
    return name;
  };
  /** Both are in the cluster, HAProxy runs on both, and one has everything that goes with the address. */
  const whole = () =>
    pollUntil("a whole pair", 90, async () => {
      const text = await on("haproxy1", "crm_mon -1 --output-as=xml").catch(() => "");
      const online = text.match(
        /<node name="\w+" id="\d" online="true" standby="false"[^>]* pending="false" unclean="false"/g,
      );
      const started = text.match(/<resource id="(haproxy|drain|address)"[^>]* role="Started"/g);
      return online?.length === 2 && started?.length === 4 ? true : undefined;
    }).catch(async (error: Error) => {
      const told = await Promise.all(names.map((name) => on(name, tell).catch(String)));
      throw new Error([error.message, ...told].join("\n"));
    });
  /** What clients see while something happens to the pair, until it is whole again. */
  const seenDuring = async (what: string, happens: () => Promise<unknown>): Promise<PairReport> => {
    const clients = new PairClients(address);
    try {
      await happens();
    } finally {
      table[what] = await clients.stop();
    }
    await whole();
    return table[what];
  };

  beforeAll(async () => {
    const log = () => undefined;
    await Promise.all([ensureImage(log, 12), ensureImage(log, 13), ensureAwsApi(log)]);
    cloud = await ensureCloud(stack, projectDir);
    const { ec2, endpoint } = createAwsClients(cloud.status.endpoint);
    const { subnetId, privateKey } = await createNetwork(ec2, `${subnet}.0/24`);
    await createProfile(endpoint, "pair");
    for (const [index, name] of names.entries()) {
      instanceIds.set(name, await runInstance(ec2, subnetId, `${subnet}.${11 + index}`, name, 13, "pair"));
    }
    const { Reservations = [] } = await ec2.send(new DescribeInstancesCommand({}));
    const interfaces = Reservations.flatMap(({ Instances = [] }) => Instances).flatMap(
      ({ NetworkInterfaces = [] }) => NetworkInterfaces.flatMap((each) => each.NetworkInterfaceId ?? []),
    );
    const facts: PairFacts = {
      ...{ name: "pair", region: "us-east-1", ports: [80], readinessPort: 8405 },
      address: { kind: "secondary", ip: address },
      machines: names.map((name, index) => ({
        ...{ name, address: `${subnet}.${11 + index}`, instanceId: found(instanceIds, name) },
      })),
    };
    const policy = planPermissions({ ...facts, networkInterfaceIds: interfaces, instanceNames: names });
    await allow(endpoint, "pair", policy);
    for (const [index, name] of names.entries()) {
      const key = await pollUntil(`the host key of ${name}`, 60, () =>
        on(name, "cat /etc/ssh/ssh_host_ed25519_key.pub && systemctl is-active ssh").catch(() => undefined),
      );
      const hostKey = key.split("\n")[0] ?? "";
      targets.set(name, { name, host: `${subnet}.${11 + index}`, user: "admin", privateKey, hostKey });
      await on(name, renderHaproxySetup(`${subnet}.1:9180`));
    }
    application = await startApplication(`${subnet}.1`, 9180);
    for (const name of names) {
      await roll("configure-pair", pairPlan(facts, found(targets, name)));
    }
    await whole();
  }, 600_000);

  afterAll(async () => {
    console.log(renderReports(table));
    application?.close();
    await cloud?.client.shutdown();
    await openMachines(paths).destroy();
    rmSync(projectDir, { recursive: true, force: true });
  }, 60_000);

  test("an operator's standby moves the address, and loses nothing", async () => {
    const before = await holder();
    const { lost } = await seenDuring("pcs node standby", async () => {
      await on(before, `pcs node standby ${before} --wait=120`);
      expect(await holder()).toBe(otherOf(before));
      await on(before, `pcs node unstandby ${before} --wait=60`);
    });
    expect(lost).toEqual([]);
  });

  test("a roll takes the holder out and brings it back, and loses nothing", async () => {
    const before = await holder();
    const plan = membershipPlan(before, found(targets, before), found(targets, otherOf(before)));
    const { lost } = await seenDuring("leave and join", async () => {
      await roll("leave", plan);
      expect(await holder()).toBe(otherOf(before));
      expect(await on(before, "systemctl is-active corosync haproxy || :")).toBe("inactive\nactive");
      await roll("join", plan);
    });
    expect(lost).toEqual([]);
  });

  test("a HAProxy that dies is back before the address would move", async () => {
    const before = await holder();
    const { longestSilenceMs } = await seenDuring("kill HAProxy", async () => {
      await on(before, "kill -9 $(systemctl show -p MainPID --value haproxy)");
      await answered(address);
    });
    expect(longestSilenceMs).toBeLessThan(3000);
    expect(await holder()).toBe(before);
  });

  test("a reboot of the holder loses nothing", async () => {
    const before = await holder();
    const boot = await bootOf(before);
    const { lost } = await seenDuring("reboot the holder", async () => {
      await on(before, "systemctl reboot").catch(() => undefined);
      await rebooted(before, boot);
    });
    expect(lost).toEqual([]);
    expect(await holder()).toBe(otherOf(before));
  });

  test("two that lose each other never both hold the address: the holder stops the other one", async () => {
    const before = await holder();
    const boot = await bootOf(otherOf(before));
    const most: number[] = [];
    const { lost } = await seenDuring("cut between the two", async () => {
      const ports = names.map((name) => planCable(paths.id, found(instanceIds, name), "").port);
      await isolate(paths.id, ports, "on");
      const watched = new AbortController();
      const watching = (async () => {
        while (!watched.signal.aborted) most.push((await holders()).length);
      })();
      await rebooted(otherOf(before), boot).finally(() => watched.abort());
      await watching;
      await isolate(paths.id, ports, "off");
    });
    expect(lost).toEqual([]);
    expect(await holder()).toBe(before);
    expect(Math.max(...most)).toBe(1);
  });

  test("a machine that dies and boots again has the address still, or the other one has it", async () => {
    const before = await holder();
    const boot = await bootOf(before);
    await seenDuring("kill all that runs on the holder", async () => {
      new Cgroups(`${paths.id}/${found(instanceIds, before)}`).kill();
      await rebooted(before, boot);
      await answered(address);
    });
    expect(await holders()).toHaveLength(1);
  });

  test("a machine that is gone is fenced, then the other one has the address, and it comes back as the one in reserve", async () => {
    const before = await holder();
    const boot = await bootOf(before);
    await seenDuring("stop the holder's instance", async () => {
      const { ec2 } = createAwsClients(cloud.status.endpoint);
      await ec2.send(new StopInstancesCommand({ InstanceIds: [found(instanceIds, before)], Force: true }));
      await pollUntil("the other holder", 150, async () =>
        (await holders())[0] === otherOf(before) ? true : undefined,
      );
      await answered(address);
      await rebooted(before, boot);
    });
    expect(await holder()).toBe(otherOf(before));
  });
});
