import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  CreateTagsCommand,
  StartInstancesCommand,
  StopInstancesCommand,
  TerminateInstancesCommand,
} from "@aws-sdk/client-ec2";
import {
  DeleteLoadBalancerCommand,
  DeregisterInstancesFromLoadBalancerCommand,
  DescribeInstanceHealthCommand,
  RegisterInstancesWithLoadBalancerCommand,
} from "@aws-sdk/client-elastic-load-balancing";
import execa from "execa";
import { ensureAwsApi } from "../../sandbox/aws-api";
import { type CloudStatus, ensureCloud, openMachines, type RunningCloud } from "../../sandbox/cloud";
import { createAwsClients } from "../../sandbox/cloud/aws-clients";
import { findInit, runInside } from "../../sandbox/elb/inside-machine";
import { pollUntil } from "../../sandbox/elb/poll-until";
import { ensureImage } from "../../sandbox/machines";
import { sandboxPaths } from "../../sandbox/paths";
import { whyNoMachines } from "../../sandbox/prerequisites";
import { testBalancerKinds } from "./support/balancer-kinds";
import {
  createElb,
  createNetwork,
  deleteNetwork,
  runInstance,
  selfSigned,
  uploadCertificate,
} from "./support/cloud-account";
import { askElb, backendConfig } from "./support/cloud-answers";

const reason = whyNoMachines() ?? (process.getuid?.() === 0 ? undefined : "this test runs as root only");
if (reason && process.env.CI) throw new Error(`system tests can't be skipped in CI: ${reason}`);
const describeCloud = reason ? describe.skip : describe;

const stack = "test";
const projectDir = mkdtempSync(join(tmpdir(), "cloud-"));
const paths = sandboxPaths(stack, projectDir);
const addresses = ["10.94.0.11", "10.94.0.12"] as const;

/** The first one, and the one that each load balancer gets later. */
const certificates = ["cert.pem", "next/cert.pem"].map((name) => join(projectDir, name));
const ask = (url: string, cookie?: string) => askElb(certificates, url, cookie);

describeCloud("cloud", () => {
  let cloud: RunningCloud;
  let clients: ReturnType<typeof createAwsClients>;
  let subnetId = "";
  let vpcId = "";
  let instances: string[] = [];
  let certificateArn = "";

  /** The status as soon as it is as wanted. */
  const reaches = (what: string, wanted: (status: CloudStatus) => boolean, limitSec = 30) =>
    pollUntil(what, limitSec, async () => {
      const status = await cloud.client.status();
      return wanted(status) ? status : undefined;
    });
  const machineOf = (status: CloudStatus, name: string) => status.machines.find((each) => each.name === name);
  const inService = (status: CloudStatus) =>
    status.loadBalancers[0]?.instances
      .filter(({ state }) => state === "InService")
      .map((each) => each.instanceId) ?? [];
  /** State and description, as the AWS API tells them. */
  const healthOf = async (InstanceId: string) => {
    const { InstanceStates } = await clients.elb.send(
      new DescribeInstanceHealthCommand({ LoadBalancerName: "test-elb", Instances: [{ InstanceId }] }),
    );
    return [InstanceStates?.[0]?.State, InstanceStates?.[0]?.Description];
  };
  const serve = async (name: string, text: string) => {
    const pid = machineOf(await cloud.client.status(), name)?.pid ?? 0;
    const script = `cat > /root/b.cfg <<'E'\n${backendConfig(text)}\nE\nhaproxy -D -f /root/b.cfg`;
    await runInside(findInit(pid), ["sh", "-c", script]);
  };

  beforeAll(async () => {
    const log = () => undefined;
    await Promise.all([
      ensureImage(log, 12),
      ensureImage(log, 13),
      ensureAwsApi(log),
      selfSigned(projectDir),
    ]);
    cloud = await ensureCloud(stack, projectDir);
    clients = createAwsClients(cloud.status.endpoint);
  }, 600_000);

  afterAll(async () => {
    await cloud?.client.shutdown();
    await openMachines(paths).destroy();
    rmSync(projectDir, { recursive: true, force: true });
  });

  test("is the same one for every command", async () => {
    const again = await ensureCloud(stack, projectDir);
    expect(again.status.pid).toBe(cloud.status.pid);
  });

  test("makes machines of instances, each with the system of its image", async () => {
    ({ subnetId, vpcId } = await createNetwork(clients.ec2, "10.94.0.0/24"));
    instances = await Promise.all(
      addresses.map((address, index) =>
        runInstance(clients.ec2, subnetId, address, `web${index + 1}`, index === 0 ? 12 : 13),
      ),
    );
    const status = await reaches("two machines", ({ machines, settled }) => settled && machines.length === 2);
    expect(status.machines.map(({ title, state, addresses: own }) => [title, state, own[0]]).sort()).toEqual([
      ["web1", "running", addresses[0]],
      ["web2", "running", addresses[1]],
    ]);
    const system = async (name = "") => {
      const pid = machineOf(status, name)?.pid ?? 0;
      return (
        await runInside(findInit(pid), ["sh", "-c", ". /etc/os-release; echo $VERSION_CODENAME"])
      ).trim();
    };
    expect(await Promise.all(instances.map(system))).toEqual(["bookworm", "trixie"]);
  });

  test("starts a machine that died, but not one that was stopped", async () => {
    const [first = "", second = ""] = instances;
    const before = machineOf(await cloud.client.status(), first)?.pid ?? 0;
    process.kill(findInit(before), "SIGKILL");
    await reaches("a new process", (status) => {
      const machine = machineOf(status, first);
      return machine?.state === "running" && machine.pid !== before;
    });
    await clients.ec2.send(new StopInstancesCommand({ InstanceIds: [second] }));
    await reaches("a stopped machine", (status) => machineOf(status, second)?.state === "stopped");
    await clients.ec2.send(new StartInstancesCommand({ InstanceIds: [second] }));
    await reaches("it runs again", (status) => machineOf(status, second)?.state === "running");
  });

  test("serves a classic ELB: TLS, health, stickiness", async () => {
    const [first = "", second = ""] = instances;
    await serve(first, "web1");
    const read = (name: string) => readFileSync(join(projectDir, name), "utf8");
    certificateArn = await uploadCertificate(clients.endpoint, read("cert.pem"), read("key.pem"));
    await createElb(clients.elb, subnetId, certificateArn, 8080);
    await clients.elb.send(
      new RegisterInstancesWithLoadBalancerCommand({
        LoadBalancerName: "test-elb",
        Instances: instances.map((InstanceId) => ({ InstanceId })),
      }),
    );
    const status = await reaches("web1 in service", (each) => inService(each).includes(first), 40);
    expect(inService(status)).toEqual([first]);
    const failing =
      "Instance has failed at least the UnhealthyThreshold number of health checks consecutively.";
    await pollUntil("health in the API", 10, async () =>
      (await healthOf(first))[0] === "InService" && (await healthOf(second))[1] === failing
        ? true
        : undefined,
    );
    const address = status.loadBalancers[0]?.address;
    expect(address).toBe("10.94.0.254");
    for (let count = 0; count < 10; count++) expect((await ask(`https://${address}/`)).body).toBe("web1");

    await serve(second, "web2");
    await reaches("both in service", (each) => inService(each).length === 2);
    const bodies = new Set<string>();
    for (let count = 0; count < 10; count++) bodies.add((await ask(`http://${address}/`)).body);
    expect([...bodies].sort()).toEqual(["web1", "web2"]);
    const login = await ask(`https://${address}/login`);
    const own = login.cookies.find((cookie) => cookie.startsWith("AWSELB="))?.split(";")[0];
    for (let count = 0; count < 10; count++) {
      expect((await ask(`https://${address}/`, `JSESSIONID=s1; ${own}`)).body).toBe(login.body);
    }
    const loose = new Set<string>();
    for (let count = 0; count < 10; count++) loose.add((await ask(`https://${address}/`, own)).body);
    expect(loose.size).toBe(2);
  });

  testBalancerKinds(() => ({ cloud, clients, projectDir, subnetId, vpcId, instances, certificateArn, ask }));

  test("a deregistered instance finishes its requests and gets no new one", async () => {
    const [first = ""] = instances;
    const { address } = (await cloud.client.status()).loadBalancers[0] ?? {};
    const slow = Array.from({ length: 6 }, () => ask(`http://${address}/slow`));
    await clients.elb.send(
      new DeregisterInstancesFromLoadBalancerCommand({
        LoadBalancerName: "test-elb",
        Instances: [{ InstanceId: first }],
      }),
    );
    expect(await healthOf(first)).toEqual(["InService", "Instance deregistration currently in progress."]);
    await reaches("one instance left", (status) => status.loadBalancers[0]?.instances.length === 1);
    expect(await healthOf(first)).toEqual(["InService", "Instance deregistration currently in progress."]);
    for (let count = 0; count < 10; count++) expect((await ask(`http://${address}/`)).body).toBe("web2");
    expect((await Promise.all(slow)).map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200]);
    const gone = ["OutOfService", "Instance is not currently registered with the LoadBalancer."];
    await pollUntil("the end of the draining", 10, async () => {
      const seen = await healthOf(first);
      return seen.join() === gone.join() ? true : undefined;
    });
  });

  test("a killed cloud leaves everything running, and the next one takes over", async () => {
    const before = await cloud.client.status();
    const address = before.loadBalancers[0]?.address;
    process.kill(before.pid, "SIGKILL");
    await pollUntil("the end of the cloud", 5, async () =>
      cloud.client.status().then(
        () => undefined,
        () => true,
      ),
    );
    expect((await ask(`https://${address}/`)).status).toBe(200);
    cloud = await ensureCloud(stack, projectDir);
    const after = await reaches(
      "a settled cloud",
      ({ settled, machines }) => settled && machines.length === 3,
    );
    expect(after.machines.map(({ name, pid }) => [name, pid])).toEqual(
      before.machines.map(({ name, pid }) => [name, pid]),
    );
    await clients.ec2.send(
      new CreateTagsCommand({ Resources: [instances[1] ?? ""], Tags: [{ Key: "Name", Value: "web-two" }] }),
    );
    await reaches("a new name", (status) => status.machines.some(({ title }) => title === "web-two"));
  });

  test("a killed AWS API comes back with what it knew", async () => {
    const folder = join(paths.stateDir, "aws-api", "endpoint.json");
    process.kill(JSON.parse(readFileSync(folder, "utf8")).pid, "SIGKILL");
    await pollUntil(
      "the API",
      20,
      async () => (await fetch(`${clients.endpoint}/sandbox/health`)).ok || undefined,
    );
    expect((await reaches("a settled cloud", ({ settled }) => settled)).machines).toHaveLength(3);
  });

  test("a terminated instance leaves nothing behind", async () => {
    await clients.ec2.send(new TerminateInstancesCommand({ InstanceIds: instances }));
    await clients.elb.send(new DeleteLoadBalancerCommand({ LoadBalancerName: "test-elb" }));
    await reaches("no machine", ({ machines, settled }) => settled && machines.length === 0);
    await deleteNetwork(clients.ec2, vpcId);
    await reaches("no network", ({ network, settled }) => settled && network === undefined);
    expect((await execa("ip", ["-json", "link", "show"])).stdout).not.toContain(paths.id);
  });
});
