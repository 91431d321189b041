import type { LogPlan } from "../../components/machines/logs/log-plan";
import { Fleet } from "../../sandbox/fleet/fleet";
import { whyNoMachines } from "../../sandbox/prerequisites";
import { servePackage } from "./support/log-agent";

const reason = whyNoMachines() ?? (process.getuid?.() === 0 ? undefined : "this test runs as root only");
if (reason && process.env.CI) throw new Error(`system tests can't be skipped in CI: ${reason}`);

const fleet = new Fleet(["node1"]);
const configFile = "/opt/aws/amazon-cloudwatch-agent/etc/running.json";

(reason ? describe.skip : describe)("a machine that sends its logs", () => {
  let agent: LogPlan["agent"];
  const plan = (change: Partial<LogPlan> = {}): LogPlan => ({
    ...{ target: fleet.target("node1"), agent, logGroupName: "/wso2-prod", units: ["haproxy"], files: [] },
    ...change,
  });
  const show = (property: string) =>
    fleet.on("node1", `systemctl show --value -p ${property} amazon-cloudwatch-agent`);

  beforeAll(async () => {
    await fleet.boot();
    await fleet.must("prepare", {
      ...{ target: fleet.target("node1"), hostname: "node1", packages: [], groups: [], bootTimeoutSec: 60 },
      hostPrivateKey: fleet.hostKeys.get("node1")?.private ?? "",
    });
    agent = await servePackage(fleet, "node1");
  });
  afterAll(() => fleet.destroy(), 60_000);

  it("has not what another one than the given package would bring, and that is told but is no failure", async () => {
    const wrong = plan({ agent: { ...agent, sha256: "ab".repeat(32) } });
    const { result, stderr } = await fleet.must("ship-logs", wrong);
    expect(result).toMatchObject({
      failed: expect.stringContaining(`the package has the SHA-256 ${agent.sha256}`),
    });
    expect(stderr).toContain("are NOT SENT to /wso2-prod");
    expect(
      await fleet.on(
        "node1",
        "sudo find /opt/aws /var/cache/pulumi-wso2 -name '*.deb' -o -name '*agent*' 2> /dev/null | wc -l",
      ),
    ).toBe("0");
  });

  it("has the agent, its configuration, and limits that keep it from what the machine is for", async () => {
    const { result } = await fleet.must("ship-logs", plan());
    expect(result).toEqual(expect.not.objectContaining({ failed: expect.anything() }));
    expect(await show("ActiveState")).toBe("active");
    expect(await show("MemoryMax")).toBe(String(256 * 1024 * 1024));
    expect(await show("Nice")).toBe("10");
    const config = JSON.parse(await fleet.on("node1", `sudo cat ${configFile}`));
    expect(config.logs.logs_collected.journald.collect_list).toEqual([
      { log_group_name: "/wso2-prod", log_stream_name: "node1-haproxy", units: ["haproxy"] },
    ]);
  });

  it("gets another configuration without another download, also when nobody has the package any more", async () => {
    await fleet.on("node1", "sudo systemctl stop agent-server");
    const file = { name: "log", path: "/opt/wso2/*/repository/logs/wso2carbon.log" };
    const { result } = await fleet.must("ship-logs", plan({ files: [file] }));
    expect(result).toEqual(expect.not.objectContaining({ failed: expect.anything() }));
    expect(await fleet.on("node1", `sudo cat ${configFile}`)).toContain(file.path);
    expect(await show("ActiveState")).toBe("active");
  });
});
