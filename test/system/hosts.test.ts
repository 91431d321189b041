import { readFileSync } from "node:fs";
import { poll } from "../../components/remote/poll";
import { underTraffic } from "../../sandbox/fleet/traffic";
import { whyNoMachines } from "../../sandbox/prerequisites";
import { ConsulAgent } from "./hosts/consul-agent";
import { balancers, HostsStack, nodes, serverOf } from "./hosts/hosts-stack";

const reason = whyNoMachines() ?? (process.getuid?.() === 0 ? undefined : "this test runs as root only");
if (reason && process.env.CI) throw new Error(`system tests can't be skipped in CI: ${reason}`);

const minute = 60_000;
const hosts = new HostsStack();
const { fleet } = hosts;
const consul = new ConsulAgent();

const allUp = balancers.flatMap((balancer) => nodes.map((node) => `${serverOf(node)}@${balancer} UP`));

/** Version 1.0.0 was set up by hand and serves; the stack knows nothing of it yet. */
(reason ? describe.skip : describe)("system hosts on machines that exist already", () => {
  beforeAll(async () => {
    await Promise.all([hosts.create(["1.0.0", "2.0.0", "3.0.0", "4.0.0"]), consul.start(fleet.folder)]);
    await until(async () => (await hosts.states()).join() === allUp.join());
  }, 20 * minute);

  afterAll(async () => {
    await consul.stop();
    await hosts.destroy();
  }, minute);

  it(
    "fails for a server name that a balancer does not know, before anything moves",
    async () => {
      hosts.writeInventory((node) => (node === "app3" ? "srv-33" : serverOf(node)));
      await expect(hosts.up({ version: "2.0.0" })).rejects.toThrow(
        /app3 on haproxy1: expected server srv-33 in backend PRD_app, saw only srv-1, srv-2, srv-3/,
      );
      expect(await hosts.versions()).toEqual(["1.0.0", "1.0.0", "1.0.0"]);
      expect(await hosts.states()).toEqual(allUp);
    },
    20 * minute,
  );

  it(
    "takes over machines that serve, from a file, without losing a request",
    async () => {
      hosts.writeInventory();
      const report = await underTraffic(hosts.urls, () => hosts.up({ version: "2.0.0" }));
      expect(report.failures).toEqual([]);
      expect(report.sent).toBeGreaterThan(200);
      expect(await hosts.versions()).toEqual(["2.0.0", "2.0.0", "2.0.0"]);
      expect(await hosts.states()).toEqual(allUp);
    },
    20 * minute,
  );

  it(
    "changes nothing when nothing has changed",
    async () => {
      const before = readFileSync(fleet.journal, "utf8");
      expect(await hosts.up({})).toMatch(/\n\s+\d+ unchanged\n/);
      expect(readFileSync(fleet.journal, "utf8")).toBe(before);
    },
    minute,
  );

  it(
    "rolls the machines that Consul knows by service and tag, without losing a request",
    async () => {
      for (const name of nodes) {
        await consul.register({
          node: name,
          address: fleet.address(name),
          service: "app",
          tags: ["prod"],
          nodeMeta: { ssh_host_key: hosts.hostKey(name), ssh_user: "admin" },
          serviceMeta: { server: serverOf(name) },
        });
      }
      const other = { node: "app9", address: "10.0.0.9", service: "app", tags: ["test"] };
      await consul.register({ ...other, nodeMeta: {}, serviceMeta: {} });
      const groups = { catalog: { service: "app", tag: "prod", minHosts: 3 } };
      const report = await underTraffic(hosts.urls, () =>
        hosts.up({
          version: "3.0.0",
          group: "catalog",
          consul: JSON.stringify({ address: consul.address, groups }),
          consulToken: consul.token,
        }),
      );
      expect(report.failures).toEqual([]);
      expect(await hosts.versions()).toEqual(["3.0.0", "3.0.0", "3.0.0"]);
      expect(await hosts.states()).toEqual(allUp);
    },
    20 * minute,
  );

  it(
    "leaves a node out whose smoke test fails, and goes back without losing a request",
    async () => {
      const smokeTest = {
        name: "smoke test",
        command: 'curl -s http://$WSO2_ADDRESS:8080/ | grep -F \'"version": "3\'',
        timeoutSec: 10,
      };
      const afterNode = JSON.stringify([{ ...smokeTest, on: "operator" }]);
      const report = await underTraffic(hosts.urls, async () => {
        await expect(hosts.up({ version: "4.0.0", afterNode })).rejects.toThrow(/hook "smoke test"/);
        expect(await hosts.versions()).toEqual(["4.0.0", "3.0.0", "3.0.0"]);
        expect((await hosts.states()).filter((state) => state.startsWith("srv-1@"))).toEqual([
          "srv-1@haproxy1 MAINT",
          "srv-1@haproxy2 MAINT",
        ]);
        await hosts.up({ version: "3.0.0" });
      });
      expect(report.failures).toEqual([]);
      expect(await hosts.versions()).toEqual(["3.0.0", "3.0.0", "3.0.0"]);
      expect(await hosts.states()).toEqual(allUp);
    },
    20 * minute,
  );
});

async function until(holds: () => Promise<boolean>): Promise<void> {
  const reached = await poll(async () => (await holds()) || undefined, { timeoutSec: 30 });
  if (!reached) throw new Error(`not within 30 s: ${(await hosts.states()).join(", ")}`);
}
