import { parseStats } from "../../components/haproxy/stats";
import { balancers, Cluster } from "../../sandbox/fleet/cluster";
import { underTraffic } from "../../sandbox/fleet/traffic";
import { whyNoMachines } from "../../sandbox/prerequisites";
import type { Outcome } from "../engine/fixture";
import { GroupOnMachines, moment, type Wanted } from "./support/group-on-machines";

/**
 * What goes wrong in the middle of a roll, with the real engine, on real machines, under load. Each test begins
 * and ends with all nodes in service; none may lose a request.
 */
const reason = whyNoMachines() ?? (process.getuid?.() === 0 ? undefined : "this test runs as root only");
if (reason && process.env.CI) throw new Error(`system tests can't be skipped in CI: ${reason}`);

const three = ["node1", "node2", "node3"];
const cluster = new Cluster(three);
const { fleet } = cluster;
let group: GroupOnMachines;

const old: Wanted = { version: "1.0.0" };
const next: Wanted = { version: "2.0.0", startSec: 6 };
const nextQuick: Wanted = { version: "2.0.0" };
const allUp = three.flatMap((node) => balancers.map((balancer) => `${node}@${balancer} ready UP`));

/** How a HAProxy has a node, asked in the quickest way. */
async function statusOnBalancer(balancer: string, node: string): Promise<string | undefined> {
  const rows = parseStats(await cluster.command(balancer, "show stat"));
  return rows.find(({ svname }) => svname === node)?.status;
}

const drains = (node: string) => async () =>
  (await statusOnBalancer("haproxy2", node))?.startsWith("DRAIN") ?? false;

/** Node1 runs the version and does not answer yet. */
const starts = async (version: string) => {
  const seen = await fleet.on("node1", "systemctl is-active fake-product; readlink /opt/wso2/fake");
  return seen === `active\n/opt/wso2/fake-${version}`;
};

/** Runs `up`, and something else at a moment of it. */
async function upWith(
  wanted: Wanted,
  when: () => Promise<boolean>,
  fault: () => Promise<unknown>,
): Promise<Outcome> {
  const update = group.up(wanted);
  await moment(when);
  await fault();
  return update;
}

async function lossless(work: () => Promise<unknown>, urls = cluster.urls): Promise<void> {
  const report = await underTraffic(urls, work);
  expect(report.failures).toEqual([]);
  expect(report.sent).toBeGreaterThan(100);
}

(reason ? describe.skip : describe)("a fault in the middle of a roll", () => {
  beforeAll(async () => {
    [group] = await Promise.all([
      GroupOnMachines.open(cluster, "faults"),
      cluster.create(["1.0.0", "1.1.0", "2.0.0"]),
    ]);
    await Promise.all(
      [...balancers, ...three].map((name) => fleet.must("prepare", cluster.preparePlan(name))),
    );
    for (const name of balancers) await fleet.must("configure-haproxy", cluster.haproxyPlan(name, three));
    // A disk that can be full: what is unpacked needs 64 MB beside it.
    const smallDisk = "sudo mkdir -p /opt/wso2 && sudo mount -t tmpfs -o size=100m,mode=755 tmpfs /opt/wso2";
    expect(await fleet.on("node3", `${smallDisk} && stat -f -c %T /opt/wso2`)).toBe("tmpfs");
    await group.must(old);
    expect(await cluster.status()).toEqual(allUp);
  }, 300_000);

  afterAll(async () => {
    await fleet.destroy();
    await group?.remove();
  });

  test("kill -9 of all that runs in a drain: the next up brings the node back, with the old value", async () => {
    await lossless(async () => {
      const killed = await upWith({ version: "1.1.0" }, drains("node1"), () => group.killAll());
      expect(killed.error).toBeDefined();
      const { result } = await fleet.must("status", cluster.statusPlan(["node1"]));
      expect(result.nodes).toMatchObject([
        { balancers: balancers.map(() => ({ admin: "drain", out: { standing: "over" } })) },
      ]);
      await group.must(old);
    });
    expect(await cluster.status()).toEqual(allUp);
  });

  test("kill -9 of the engine in a drain: the leave that is left alone puts the node back", async () => {
    await lossless(async () => {
      const killed = await upWith({ version: "1.1.0" }, drains("node1"), () => group.killEngine());
      expect(killed.error).toBeDefined();
      await moment(async () => (await statusOnBalancer("haproxy2", "node1")) === "UP");
    });
    expect(await cluster.status()).toEqual(allUp);
  });

  test("fails on a full disk before anything is drained", async () => {
    expect(await fleet.on("node3", "sudo fallocate -l 70M /opt/wso2/full")).toBe("");
    try {
      await lossless(async () => {
        const { error } = await group.up(next);
        expect(error).toMatch(
          /step: {5}try what the roll will do\n.*\n.*node3: \d+ kB are needed in \/opt\/wso2, \d+ kB are free/,
        );
        expect(await cluster.status()).toEqual(allUp);
      });
    } finally {
      await fleet.on("node3", "sudo rm /opt/wso2/full");
    }
  });

  test("kill -9 of the engine in a start: the next up goes on from there, and holds a second roll off", async () => {
    await lossless(async () => {
      const killed = await upWith(
        next,
        () => starts("2.0.0"),
        () => group.killEngine(),
      );
      expect(killed.error).toBeDefined();
      // A second roll, which no lock of a state's backend holds off, meets the first one's.
      const { error } = await upWith(nextQuick, drains("node2"), async () => {
        const second = await fleet.roll("leave", cluster.membershipPlan("node3"), {
          WSO2_ROLL_RUN: "second",
        });
        expect(second.code).toBe(1);
        expect(second.stderr).toMatch(
          /node2 was taken out by \S+@\S+ \(pid \d+, since .* UTC\), that roll is still under way, until/,
        );
      });
      expect(error).toBeUndefined();
    });
    expect(await cluster.status()).toEqual(allUp);
    for (const node of three) expect(await fleet.on(node, "readlink /opt/wso2/fake")).toMatch("fake-2.0.0");
  });

  test("a connection to a balancer that drops in a drain: opened anew, and the roll goes on", async () => {
    await lossless(async () => {
      const endSessions =
        "nohup sh -c 'sleep 1.5; sudo kill $(pgrep -f \"^sshd: admin\")' > /dev/null 2>&1 &";
      const { error } = await upWith(old, drains("node1"), () => fleet.on("haproxy1", endSessions));
      expect(error).toBeUndefined();
    });
    expect(await cluster.status()).toEqual(allUp);
  });

  test("fails when a HAProxy goes in a drain, and then before any; heals it when it is back", async () => {
    await lossless(
      async () => {
        const { error } = await upWith(nextQuick, drains("node1"), () => fleet.powerOff("haproxy2"));
        expect(error).toContain("put back on haproxy1, NOT put back on haproxy2");
        const again = await group.up(nextQuick);
        expect(again.error).toMatch(/none to haproxy2 .*\n.*WSO2_ROLL_MISSING_HOST=skip/);
        expect(await statusOnBalancer("haproxy1", "node1")).toBe("UP");
        await fleet.powerOn("haproxy2");
        await cluster.until(() => fleet.answers("haproxy2"));
        await cluster.until(async () => (await cluster.status(["node3"]))[1] === "node3@haproxy2 ready UP");
        await group.must(old);
      },
      cluster.urls.slice(0, 1),
    );
    expect(await cluster.status()).toEqual(allUp);
  });

  test("fails when the node can't be reached in a start; the old value brings it home", async () => {
    await lossless(async () => {
      const gateway = fleet.address("node1").replace(/\d+$/, "1");
      const cut = `nohup sudo sh -c 'sleep 1.5; ip route add blackhole ${gateway}/32; sleep 22; ip route del blackhole ${gateway}/32' > /dev/null 2>&1 &`;
      const { error } = await upWith(
        next,
        () => starts("2.0.0"),
        () => fleet.on("node1", cut),
      );
      expect(error).toMatch(
        /node: {5}node1\n.*\n.*\n.*seen: .*([Kk]eepalive|no answer within|connection was lost)/,
      );
      await moment(() => fleet.answers("node1"));
      await group.must(old);
    });
    expect(await cluster.status()).toEqual(allUp);
  });

  test("fails when the node reboots in a start; the old value brings it home", async () => {
    await lossless(async () => {
      const reboot = async () => {
        await fleet.powerOff("node1");
        await fleet.powerOn("node1");
      };
      const { error } = await upWith(next, () => starts("2.0.0"), reboot);
      expect(error).toContain("node:     node1");
      await moment(() => fleet.answers("node1"));
      await group.must(old);
    });
    expect(await cluster.status()).toEqual(allUp);
  });
});
