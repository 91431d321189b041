import { CertificateAuthority } from "../../../components/certificates/certificate-authority";
import { FailoverPair } from "../../../components/failover-pair/failover-pair";
import type { FailoverPairArgs } from "../../../components/failover-pair/failover-pair-args";
import { HaproxyTier } from "../../../components/haproxy/haproxy-tier";
import { MachineIdentity } from "../../../components/machines/machine-identity";
import { SshAccess } from "../../../components/machines/ssh-access";
import { Mocks, runWithMocks } from "../../support/mocks";

const secondary: FailoverPairArgs = {
  address: { kind: "secondary", ip: "10.42.32.200" },
  region: "us-east-1",
};

function createFront(args: FailoverPairArgs, machines: readonly string[]): void {
  const access = new SshAccess("front");
  const authority = new CertificateAuthority("front", { commonName: "root" });
  const node = { key: "node1", subnetId: "subnet-1", securityGroupIds: ["sg-1"], access };
  new HaproxyTier("front", {
    instances: Object.fromEntries(machines.map((key) => [key, { subnetId: "subnet-1" }])),
    servers: { node1: new MachineIdentity("front-node1", node) },
    backend: {
      name: "console",
      check: { scheme: "https", path: "/health", host: "n.example", intervalSec: 2, fall: 3, rise: 2 },
    },
    ...{ serverPort: 9443, serviceName: "n.example", host: "apim.example", authority, access },
    securityGroupIds: ["sg-2"],
    machine: { imageId: "ami-1", instanceType: "t3.small" },
    edges: [new FailoverPair("pair", args)],
  });
}

async function created(args = secondary, machines: readonly string[] = ["haproxy1", "haproxy2"]) {
  const mocks = new Mocks();
  await runWithMocks(mocks, async () => {
    createFront(args, machines);
    return {};
  });
  return mocks;
}

const commandType = "command:local:Command";
const planOf = (mocks: Mocks, name: string) => {
  const { stdin } = mocks.inputsOf(commandType, name);
  const text = typeof stdin === "string" ? stdin : (stdin as { value: string }).value;
  return JSON.parse(text);
};

test("each machine becomes one of the pair once its HAProxy runs, and joins it after that", async () => {
  const mocks = await created();
  const made = mocks.resources().filter((each) => each.startsWith("aws:iam") || /(pair|edge)$/.test(each));
  expect(made).toEqual([
    "aws:iam/instanceProfile:InstanceProfile pair",
    "aws:iam/role:Role pair",
    "aws:iam/rolePolicy:RolePolicy pair",
    "command:local:Command front-haproxy1-edge",
    "command:local:Command front-haproxy1-pair",
    "command:local:Command front-haproxy2-edge",
    "command:local:Command front-haproxy2-pair",
  ]);
});

test("a machine knows its own instance alone, and both the same key and order", async () => {
  const mocks = await created();
  const [first, second] = ["haproxy1", "haproxy2"].map((key) => planOf(mocks, `front-${key}-pair`));
  const machines = (plan: { facts: { machines: { name: string; instanceId?: string }[] } }) =>
    plan.facts.machines.map(({ name, instanceId }) => [name, instanceId]);
  expect(machines(first)).toEqual([
    ["haproxy1", "front-haproxy1-id"],
    ["haproxy2", undefined],
  ]);
  expect(machines(second)).toEqual([
    ["haproxy1", undefined],
    ["haproxy2", "front-haproxy2-id"],
  ]);
  expect(first.authKey).toMatch(/^[0-9a-f]{128}$/);
  expect(second.authKey).toBe(first.authKey);
  expect(planOf(mocks, "front-haproxy1-edge").members).toMatchObject([
    { kind: "failover-pair", balancer: "pair", server: "haproxy1", other: { name: "haproxy2" } },
  ]);
});

test("clients come straight to HAProxy: what they say of themselves is not believed", async () => {
  const { config } = planOf(await created(), "front-haproxy1-configuration");
  expect(config.edge).toBeUndefined();
});

test("an address whose subnet is known is reserved there", async () => {
  const address = { kind: "secondary", ip: "10.42.32.200", subnetId: "subnet-1" } as const;
  const mocks = await created({ ...secondary, address });
  const reservation = mocks.inputsOf("aws:ec2/subnetCidrReservation:SubnetCidrReservation", "pair");
  expect(reservation).toMatchObject({
    ...{ subnetId: "subnet-1", cidrBlock: "10.42.32.200/32", reservationType: "explicit" },
  });
});

test("an address behind a route has one in each table, and machines take its packets", async () => {
  const address = {
    kind: "route",
    ip: "172.31.0.1",
    routeTables: { public: "rtb-1", private: "rtb-2" },
  } as const;
  const mocks = await created({ ...secondary, address });
  expect(mocks.resources().filter((each) => each.startsWith("aws:ec2/route:"))).toEqual([
    "aws:ec2/route:Route pair-private",
    "aws:ec2/route:Route pair-public",
  ]);
  const route = mocks.inputsOf("aws:ec2/route:Route", "pair-private");
  expect(route.destinationCidrBlock).toBe("172.31.0.1/32");
  const networkInterface = mocks.inputsOf("aws:ec2/networkInterface:NetworkInterface", "front-haproxy2");
  expect(networkInterface.sourceDestCheck).toBe(false);
});

test.each<[string, FailoverPairArgs, RegExp]>([
  ["no region", { ...secondary, region: "" }, /region: is not known; set it, or aws:region/],
  [
    "no address",
    { ...secondary, address: { kind: "secondary", ip: "here" } },
    /address.ip: got "here"; an IPv4 address is needed/,
  ],
])("fails with %s, before anything is registered", (_, args, message) => {
  expect(() => new FailoverPair("pair", args)).toThrow(message);
});

test("a tier of three machines is no pair", async () => {
  let found: readonly string[] = [];
  await runWithMocks(new Mocks(), async () => {
    found = new FailoverPair("pair", secondary).check(["a", "b", "c"]).map(({ reason }) => reason);
    return {};
  });
  expect(found).toEqual(["got 3; a failover pair is two machines, for more use a load balancer"]);
});
