import {
  ApacheBalancers,
  ApacheWorkload,
  ApplicationWorkload,
  apacheReadinessPath,
  apiManagerMappings,
  CertificateAuthority,
  Ec2Hosts,
  FrontOfApaches,
  HaproxyTier,
  MachineIdentity,
  RollingGroup,
  SshAccess,
} from "../../../components";
import type { ApacheMember } from "../../../components/apache/apache-member";
import type { MembershipPlan } from "../../../components/rolling/membership/plans";
import { Mocks, runWithMocks } from "../../support/mocks";

const host = "sso.example.com";

/** Two Apaches behind a HAProxy tier, and two nodes behind them. */
function deploy(): void {
  const access = new SshAccess("sso");
  const authority = new CertificateAuthority("sso", { commonName: "private root" });
  const identity = (key: string) =>
    new MachineIdentity(`sso-${key}`, { key, subnetId: "subnet-1", securityGroupIds: ["sg-1"], access });
  const apaches = { apache1: identity("apache1"), apache2: identity("apache2") };
  const nodes = { apim1: identity("apim1"), apim2: identity("apim2") };
  const machine = { imageId: "ami-1", instanceType: "t3.small" };
  const tier = new HaproxyTier("sso", {
    instances: { haproxy1: { subnetId: "subnet-1" } },
    backend: {
      name: "front",
      stickyCookie: "JSESSIONID",
      check: { scheme: "https", path: apacheReadinessPath, host, intervalSec: 2, fall: 3, rise: 2 },
    },
    ...{ servers: apaches, serverPort: 443, serviceName: host, host, authority, access, machine },
    securityGroupIds: ["sg-2"],
  });
  const workload = new ApacheWorkload({
    ...{ host, authority },
    products: {
      apim: {
        nodes: Object.fromEntries(Object.entries(nodes).map(([key, { address }]) => [key, address])),
        mappings: apiManagerMappings,
        check: { path: "/services/Version" },
      },
    },
  });
  const behind = (configured: RollingGroup[]) =>
    new ApacheBalancers({ apaches, ...workload.behind("apim"), configured });
  const front = new RollingGroup("front", {
    hosts: new Ec2Hosts({ nodes: apaches, access, machine }),
    workload,
    balancers: new FrontOfApaches(tier, [{ nodes: Object.keys(nodes), on: behind([]) }]),
  });
  new RollingGroup("apim", {
    hosts: new Ec2Hosts({ nodes, access, machine }),
    workload: new ApplicationWorkload({
      application: {
        ...{ version: "4.6.0", services: [{ manager: "systemd", name: "apim.service" }] },
        ...{ files: [], script: { text: "true", timeoutSec: 5 } },
        readiness: { scheme: "tcp", port: 9443 },
        ports: [9443],
      },
    }),
    balancers: behind([front]),
  });
}

describe("two Apaches in front of a product", () => {
  const mocks = new Mocks();
  const membershipOf = (node: string): MembershipPlan => {
    const isIts = (name: string) => name.includes(node) && name.includes("membership");
    const { name = node } = mocks.registered.find((each) => isIts(each.name)) ?? {};
    const { stdin } = mocks.inputsOf("command:local:Command", name) as { stdin: string | { value: string } };
    return JSON.parse(typeof stdin === "string" ? stdin : stdin.value) as MembershipPlan;
  };

  beforeAll(() => runWithMocks(mocks, deploy));

  it("are made like any other group, each with a certificate of its own", () => {
    expect(mocks.resources()).toEqual(
      expect.arrayContaining(
        ["apache1", "apache2"].map((key) => `tls:index/locallySignedCert:LocallySignedCert front-${key}`),
      ),
    );
    expect(mocks.inputsOf("tls:index/certRequest:CertRequest", "front-apache1")).toMatchObject({
      dnsNames: [host, `apache1.${host}`],
    });
  });

  it("leave and join HAProxy, and catch up with each other before", () => {
    const plan = membershipOf("front-apache1");
    expect(plan.members.map(({ kind, balancer }) => [kind, balancer])).toEqual([["haproxy", "haproxy1"]]);
    expect(plan.behind?.map(({ node, own, peers }) => [node, own.balancer, peers.length])).toEqual([
      ["apim1", "apache1", 1],
      ["apim1", "apache1", 1],
      ["apim2", "apache1", 1],
      ["apim2", "apache1", 1],
    ]);
  });

  it("are left and joined by the product's nodes, servlets and gateway", () => {
    const plan = membershipOf("apim-apim1");
    const members = plan.members as unknown as ApacheMember[];
    expect(members.map(({ kind, balancer, group, server }) => [kind, balancer, group, server])).toEqual([
      ["apache", "apache1", "apim", "apim1"],
      ["apache", "apache1", "apim-gateway", "apim1"],
      ["apache", "apache2", "apim", "apim1"],
      ["apache", "apache2", "apim-gateway", "apim1"],
    ]);
    expect(members[0]?.manager).toEqual({ port: 8407, host, tls: true, statusPath: "/wso2-front-status" });
  });
});
