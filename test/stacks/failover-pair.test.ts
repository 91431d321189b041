import * as pulumi from "@pulumi/pulumi";
import { planPairAddress } from "../../stacks/pair-settings";
import { readAppServerSettings, readSettings } from "../../stacks/read-settings";
import type { Settings } from "../../stacks/settings";
import type { Mocks } from "../support/mocks";
import { beside, deployed as deployIntegrator, settings } from "./deploy-integrator";

jest.mock("../../components/program/last-deployment", () => ({
  lastDeployment: async () => ({ first: [], healTokens: {} }),
}));

const haproxyAmi = "debian-13-amd64-20251117-2299";

/** Addresses in two zones, and HAProxy on an image that has the cluster's packages. */
async function deployed(more: Partial<Settings> = {}): Promise<Mocks> {
  pulumi.runtime.setAllConfig({ "aws:region": "us-east-1" });
  return deployIntegrator({ zoneCount: 2, haproxyAmi, ...more });
}

const pair = { kind: "failover-pair" } as const;

describe("wso2:edge of kind failover-pair", () => {
  let classic: Mocks;
  let secondary: Mocks;
  beforeAll(async () => {
    classic = await deployed();
    secondary = await deployed({ edge: pair });
  });
  afterAll(() => pulumi.runtime.setAllConfig({}));

  it("one word puts an address on the two machines in the place of the load balancer, and its group", () => {
    const rule = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
    expect(beside(secondary, classic)).toEqual([
      "aws:ec2/subnetCidrReservation:SubnetCidrReservation wso2-test",
      "aws:iam/instanceProfile:InstanceProfile wso2-test",
      "aws:iam/role:Role wso2-test",
      "aws:iam/rolePolicy:RolePolicy wso2-test",
      `${rule} wso2-test-haproxy-among-udp-5405`,
      `${rule} wso2-test-haproxy-from-clients-443-0.0.0.0/0`,
      `${rule} wso2-test-haproxy-from-clients-80-0.0.0.0/0`,
      "command:local:Command wso2-test-haproxy1-pair",
      "command:local:Command wso2-test-haproxy2-pair",
      "tls:index/privateKey:PrivateKey wso2-test-cluster",
    ]);
    expect(beside(classic, secondary).filter((each) => /elb|-edge$|serverCert/.test(each))).toEqual([
      "aws:ec2/securityGroup:SecurityGroup wso2-test-edge",
      "aws:elb/listenerPolicy:ListenerPolicy wso2-test-http",
      "aws:elb/listenerPolicy:ListenerPolicy wso2-test-https",
      "aws:elb/loadBalancer:LoadBalancer wso2-test",
      "aws:elb/loadBalancerPolicy:LoadBalancerPolicy wso2-test-stickiness",
      "aws:elb/loadBalancerPolicy:LoadBalancerPolicy wso2-test-tls",
      "aws:iam/serverCertificate:ServerCertificate wso2-test",
    ]);
  });

  const subnetsOf = (mocks: Mocks) =>
    ["haproxy1", "haproxy2"].map(
      (key) => mocks.inputsOf("aws:ec2/networkInterface:NetworkInterface", `wso2-test-${key}`).subnetId,
    );
  const factsOf = (mocks: Mocks) => {
    const { stdin } = mocks.inputsOf("command:local:Command", "wso2-test-haproxy1-pair");
    return JSON.parse(typeof stdin === "string" ? stdin : (stdin as { value: string }).value).facts;
  };

  it("by default the address is the last one of the subnet that both machines are in", () => {
    expect(subnetsOf(secondary)).toEqual(["wso2-test-private-a-id", "wso2-test-private-a-id"]);
    expect(factsOf(secondary)).toMatchObject({
      ...{ name: "wso2-test", region: "us-east-1", ports: [80, 443], readinessPort: 8405 },
      address: { kind: "secondary", ip: "10.42.143.254" },
    });
  });

  it("that address is reserved in the stack's own subnet, and in one of yours it is not", () => {
    const type = "aws:ec2/subnetCidrReservation:SubnetCidrReservation";
    expect(secondary.inputsOf(type, "wso2-test")).toMatchObject({
      ...{ subnetId: "wso2-test-private-a-id", cidrBlock: "10.42.143.254/32", reservationType: "explicit" },
    });
    const network = { routeTableIds: {}, privateSubnetIds: ["subnet-3"] };
    const yours = planPairAddress({ ip: "10.0.1.9" }, "10.0.0.0/16", network, false);
    expect(yours).toEqual({ kind: "secondary", ip: "10.0.1.9" });
  });

  it("a route leads to machines in several zones, from every subnet of the VPC", async () => {
    const mocks = await deployed({ edge: { ...pair, address: { kind: "route", ip: "172.31.255.1" } } });
    expect(subnetsOf(mocks)).toEqual(["wso2-test-private-a-id", "wso2-test-private-b-id"]);
    expect(factsOf(mocks).address).toEqual({
      ...{ kind: "route", ip: "172.31.255.1" },
      routeTableIds: ["public", "private-a", "private-b"].map((key) => `wso2-test-${key}-id`),
    });
    const routes = ["private-a", "private-b", "public"].map((key) => `aws:ec2/route:Route wso2-test-${key}`);
    expect(mocks.resources().filter((each) => each.startsWith("aws:ec2/route:"))).toEqual(
      expect.arrayContaining(routes),
    );
  });

  it("the name is a plain record of the address", async () => {
    const mocks = await deployed({ edge: pair, dnsZone: "example.com" });
    const { name, type, records, ttl, aliases } = mocks.inputsOf("aws:route53/record:Record", "wso2-test");
    expect({ name, type, records, ttl, aliases }).toEqual({
      ...{ name: "integrator.example.com", type: "A", records: ["10.42.143.254"], ttl: 60 },
      aliases: undefined,
    });
  });
});

describe("the keys of a failover pair", () => {
  const given = {
    ...{ version: "4.3.0", nodeCount: "2", host: "integrator.example.com" },
    ...{ ami: settings.ami, haproxyAmi },
    ...{ clientCidrs: '["10.0.0.0/8"]', sshCidrs: '["10.42.0.0/16"]' },
  };
  const read = (edge: object, more: Record<string, string> = {}) =>
    readSettings({ system: "integrator", ...given, edge: JSON.stringify(edge), ...more });

  it("are read", () => {
    const edge = { ...pair, address: { ip: "10.42.128.9" }, limits: { pauseSec: 3 } };
    expect(read(edge).edge).toEqual(edge);
    const kernel = { ...given, system: "app-server", version: "4.10.0", edge: JSON.stringify(pair) };
    expect(readAppServerSettings(kernel).edge).toEqual(pair);
  });

  it.each<[string, object, Record<string, string>, RegExp[]]>([
    [
      "no load balancer",
      { ...pair, http: "none", idleTimeoutSec: 60 },
      {},
      [/edge\.http: a failover pair/, /edge\.idle/],
    ],
    [
      "two machines",
      pair,
      { haproxyCount: "3" },
      [/wso2:haproxyCount: got 3; a failover pair is two machines/],
    ],
    [
      "agents that know roles",
      pair,
      { haproxyAmi: "debian-12-amd64-20250316-2053" },
      [/wso2:haproxyAmi: got Debian 12; a failover pair needs Debian 13/],
    ],
    [
      "no access logs",
      pair,
      { accessLogBucket: "logs" },
      [/wso2:accessLogBucket: is set, and wso2:edge\.kind/],
    ],
    [
      "one of its subnet",
      { ...pair, address: { ip: "10.42.0.9" } },
      {},
      [/got 10\.42\.0\.9;.*10\.42\.128\.0\/20/],
    ],
    [
      "an address of its own",
      { ...pair, address: { kind: "route" } },
      {},
      [/edge\.address\.ip: is needed with kind route/],
    ],
    [
      "one outside of the VPC",
      { ...pair, address: { kind: "route", ip: "10.42.3.4" } },
      {},
      [/got 10\.42\.3\.4, which is in wso2:vpcCidr 10\.42\.0\.0\/16/],
    ],
    [
      "what only an owner of the VPC knows",
      { ...pair, address: { kind: "route", ip: "172.31.0.1" } },
      { vpcId: "vpc-1", publicSubnetIds: '["subnet-1"]', privateSubnetIds: '["subnet-2"]' },
      [/edge\.address\.routeTableIds: is needed with wso2:vpcId/],
    ],
    [
      "limits in range",
      { ...pair, limits: { fencingDelaySec: 0 } },
      {},
      [/wso2:edge\.limits\.fencingDelaySec/],
    ],
    [
      "its own keys alone with it",
      { kind: "network", address: { ip: "10.42.0.9" } },
      {},
      [/edge\.address: is of kind failover-pair/],
    ],
    ["an IPv4 address", { ...pair, address: { ip: "10.42.0" } }, {}, [/edge\.address\.ip/]],
  ])("need %s", (_, edge, more, expected) => {
    for (const each of expected) expect(() => read(edge, more)).toThrow(each);
  });
});
