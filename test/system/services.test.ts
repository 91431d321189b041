import type { Change, ServicePlan } from "../../components/nodes/service-plan";
import type { Hook } from "../../components/rolling/hooks/hook-plan";
import { Fleet } from "../../sandbox/fleet/fleet";
import { whyNoMachines } from "../../sandbox/prerequisites";
import { setUpServices } from "./hosts/three-services";

const reason = whyNoMachines() ?? (process.getuid?.() === 0 ? undefined : "this test runs as root only");
if (reason && process.env.CI) throw new Error(`system tests can't be skipped in CI: ${reason}`);

const fleet = new Fleet(["node1"]);

const plan = (change: Partial<ServicePlan> = {}): ServicePlan => ({
  target: fleet.target("node1"),
  version: "1.0.0",
  services: [
    { manager: "script", name: "web", script: "/opt/web.sh", pidFile: "/run/web/pid", user: "admin" },
    { manager: "monit", name: "worker", pidFile: "/run/worker/pid" },
    { manager: "systemd", name: "cache.service" },
  ],
  change: { files: [], environment: {} },
  readiness: { scheme: "tcp", port: 8080 },
  ports: [8080, 8081, 8082],
  startTimeoutSec: 20,
  stopTimeoutSec: 10,
  ...change,
});

const script = (text: string): Partial<ServicePlan> => {
  const change: Change = { files: [], script: { text, timeoutSec: 10 }, environment: { VAR_RACK: "it's a" } };
  return { change };
};

const after = (hook: Partial<Hook>): Partial<ServicePlan> => ({
  after: {
    hooks: [{ name: "smoke test", command: "true", on: "node", timeoutSec: 5, ...hook }],
    context: { label: "node1", environment: { WSO2_VERSION: "1.0.0" }, target: fleet.target("node1") },
  },
});

/** What the services wrote since the last call: `start web`, `stop web`. */
async function takeEvents(): Promise<string[]> {
  const text = await fleet.on("node1", "cat /opt/events/log 2>/dev/null; rm -f /opt/events/log");
  return text.split("\n").filter(Boolean);
}

const running = "pgrep -c -f '[p]ython3 /opt/service.py' || :";

(reason ? describe.skip : describe)("services of three managers on a real machine", () => {
  beforeAll(async () => {
    await fleet.boot();
    await setUpServices(fleet, "node1");
    await fleet.must("stop", plan());
    await takeEvents();
  });

  afterAll(() => fleet.destroy(), 60_000);

  it("starts them in reverse order, stops them in order, and does neither twice", async () => {
    await fleet.must("start", plan());
    expect(await takeEvents()).toEqual(["start cache", "start worker", "start web"]);
    const { result, stderr } = await fleet.must("stop", plan());
    expect(result).toMatchObject({ stopped: true });
    expect(stderr).toContain("web, worker, cache.service ended, ports closed");
    expect(await takeEvents()).toEqual(["stop web", "stop worker", "stop cache"]);
    expect((await fleet.must("stop", plan())).result).toMatchObject({ stopped: false });
    expect(await takeEvents()).toEqual([]);
  });

  it("makes the change while nothing runs: link, files, script", async () => {
    await fleet.must("start", plan());
    await takeEvents();
    const text = `echo "$VAR_RACK, ${"$("}${running}) running" > /tmp/seen; cp /etc/app/new.conf /tmp/copy`;
    const files = [{ path: "/etc/app/new.conf", content: "a'b\n", mode: "600", owner: "admin:admin" }];
    const link = { path: "/opt/current", to: "/opt" };
    const change = { ...(script(text).change as Change), files, link };
    await fleet.must("start", plan({ change }));
    expect(await takeEvents()).toEqual(
      ["stop web", "stop worker", "stop cache"].concat(["start cache", "start worker", "start web"]),
    );
    expect(await fleet.on("node1", "cat /tmp/seen")).toBe("it's a, 0 running");
    expect(
      await fleet.on("node1", "stat -c '%a %U' /etc/app/new.conf; sudo cat /tmp/copy; readlink /opt/current"),
    ).toBe("600 admin\na'b\n/opt");
  });

  it("fails when the change script fails, with its last lines, and leaves everything stopped", async () => {
    const { code, stderr } = await fleet.roll("start", plan(script("echo no space left >&2; exit 3")));
    expect(code).toBe(1);
    expect(stderr).toMatch(/step: {5}run the change script\n.*\n {2}seen: {5}exit status 3: no space left/);
    expect(await fleet.on("node1", running)).toBe("0");
  });

  it.each([
    ["systemd", "systemctl start cache.service", "cache.service: unit active, process"],
    [
      "monit",
      "monit start worker; until pgrep -f 'service.py worker'; do sleep 0.1; done",
      "worker: monit: ",
    ],
  ])(
    "fails when %s is made to start a service in the middle",
    async (_, text, seen) => {
      const { code, stderr } = await fleet.roll("start", plan(script(text)));
      expect(code).toBe(1);
      expect(stderr).toContain(`started by somebody else meanwhile: ${seen}`);
    },
    60_000,
  );

  it("starts although a pid file is left whose number another process has", async () => {
    await fleet.must("start", plan());
    const web = await fleet.on("node1", "cat /run/web/pid");
    await fleet.on(
      "node1",
      `sudo kill -9 ${web}; sleep 300 > /dev/null 2>&1 & echo $! | sudo tee /run/web/pid; sudo touch -d '1 hour ago' /run/web/pid`,
    );
    const other = await fleet.on("node1", "cat /run/web/pid");
    await fleet.must("start", plan());
    expect(await fleet.on("node1", "cat /run/web/pid")).not.toBe(other);
    expect(await fleet.on("node1", `ps -o comm= -p ${other}`)).toBe("sleep");
  });

  it("fails when a process outlives its stop, though monit has forgotten it, and kills nothing", async () => {
    await fleet.must("start", plan());
    await fleet.on("node1", "touch /tmp/stay-worker");
    const { code, stderr } = await fleet.roll("stop", plan({ stopTimeoutSec: 6 }));
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /step: {5}stop worker\n.*within 6 s; nothing was killed\n {2}seen: {5}monit: .*, process \d+ still runs/,
    );
    expect(await fleet.on("node1", "pgrep -c -f '[p]ython3 /opt/service.py worker'")).toBe("1");
    await fleet.on("node1", "sudo kill -9 $(cat /run/worker/pid); rm /tmp/stay-worker");
    expect((await fleet.must("stop", plan())).stderr).toContain("ports closed");
  });

  it("runs the smoke test on the node, and fails with what it printed", async () => {
    await fleet.must("start", plan(after({ command: 'echo "$WSO2_VERSION on $(uname -n)" > /tmp/smoke' })));
    expect(await fleet.on("node1", "cat /tmp/smoke")).toBe("1.0.0 on ip-node1");
    const failed = await fleet.roll("start", plan(after({ command: "echo wrong answer; false" })));
    expect(failed.code).toBe(1);
    expect(failed.stderr).toMatch(
      /hook "smoke test"\n.*\n {2}seen: {5}status 1\n {2}last log lines:\n {4}wrong answer/,
    );
    const late = await fleet.roll("start", plan(after({ command: "sleep 300", timeoutSec: 1 })));
    expect(late.stderr).toContain("it did not end in time and was ended");
    const env = { WSO2_ROLL_HOOKS: "skip" };
    expect((await fleet.must("start", plan(after({ command: "false" })), env)).stderr).toContain("SKIPPED");
  });
});
