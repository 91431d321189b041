import { deployIntegrator } from "../../stacks/integrator";
import { Mocks, runWithMocks } from "../support/mocks";
import { deployed, lookups, settings } from "./deploy-integrator";

jest.mock("../../components/program/last-deployment", () => ({
  lastDeployment: async () => ({ first: [], healTokens: {} }),
}));

describe("system integrator", () => {
  it("registers exactly these resources", async () => {
    const node = (key: string) => [
      `aws:ec2/instance:Instance wso2-test-${key}`,
      `aws:ec2/networkInterface:NetworkInterface wso2-test-${key}`,
      `command:local:Command wso2-test-${key}-membership`,
      `command:local:Command wso2-test-${key}-prepare`,
      `command:local:Command wso2-test-${key}-service`,
      `tls:index/certRequest:CertRequest wso2-test-${key}`,
      `tls:index/locallySignedCert:LocallySignedCert wso2-test-${key}`,
      `tls:index/privateKey:PrivateKey wso2-test-${key}`,
      `tls:index/privateKey:PrivateKey wso2-test-${key}`,
    ];
    const haproxy = (key: string) => [
      `aws:ec2/instance:Instance wso2-test-${key}`,
      `aws:ec2/networkInterface:NetworkInterface wso2-test-${key}`,
      `command:local:Command wso2-test-${key}-configuration`,
      `command:local:Command wso2-test-${key}-edge`,
      `command:local:Command wso2-test-${key}-prepare`,
      `tls:index/privateKey:PrivateKey wso2-test-${key}`,
    ];
    const openings = [
      "edge-from-clients-443-0.0.0.0/0",
      "edge-from-clients-80-0.0.0.0/0",
      "haproxy-from-edge-443",
      "haproxy-from-edge-80",
      "haproxy-from-edge-8405",
      "haproxy-from-operators-22-10.42.0.0/16",
      "nodes-from-haproxy-8253",
      "nodes-from-haproxy-9201",
      "nodes-from-operators-22-10.42.0.0/16",
    ];
    const expected = [
      "aws:ec2/internetGateway:InternetGateway wso2-test",
      "aws:ec2/keyPair:KeyPair wso2-test",
      "aws:ec2/route:Route wso2-test-public",
      "aws:ec2/routeTable:RouteTable wso2-test-private-a",
      "aws:ec2/routeTable:RouteTable wso2-test-public",
      "aws:ec2/routeTableAssociation:RouteTableAssociation wso2-test-private-a",
      "aws:ec2/routeTableAssociation:RouteTableAssociation wso2-test-public-a",
      ...["edge", "haproxy", "nodes"].flatMap((tier) => [
        `aws:ec2/securityGroup:SecurityGroup wso2-test-${tier}`,
        `aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule wso2-test-${tier}-out`,
      ]),
      "aws:ec2/subnet:Subnet wso2-test-private-a",
      "aws:ec2/subnet:Subnet wso2-test-public-a",
      "aws:ec2/vpc:Vpc wso2-test",
      ...["certificate", "distribution", "floors", "heal", "end"].map(
        (link) => `command:local:Command wso2-test-${link}`,
      ),
      "aws:elb/listenerPolicy:ListenerPolicy wso2-test-http",
      "aws:elb/listenerPolicy:ListenerPolicy wso2-test-https",
      "aws:elb/loadBalancer:LoadBalancer wso2-test",
      "aws:elb/loadBalancerPolicy:LoadBalancerPolicy wso2-test-stickiness",
      "aws:elb/loadBalancerPolicy:LoadBalancerPolicy wso2-test-tls",
      "aws:iam/serverCertificate:ServerCertificate wso2-test",
      ...openings.map(
        (rule) => `aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule wso2-test-${rule}`,
      ),
      ...["node1", "node2"].flatMap(node),
      ...["haproxy1", "haproxy2"].flatMap(haproxy),
      ...["privateKey:PrivateKey", "selfSignedCert:SelfSignedCert"].map(
        (type) => `tls:index/${type} wso2-test`,
      ),
      ...Array(2)
        .fill(["certRequest:CertRequest", "locallySignedCert:LocallySignedCert"])
        .flat()
        .map((type) => `tls:index/${type} wso2-test`),
      ...Array(3).fill("tls:index/privateKey:PrivateKey wso2-test"),
    ].sort();
    expect((await deployed()).resources()).toEqual(expected);
  });

  it("logs and measures what is asked for, and changes nothing else", async () => {
    const [plain, watched] = [
      await deployed(),
      await deployed({ accessLogBucket: "access", flowLogBucket: "flow", detailedMonitoring: true }),
    ];
    const flowLog = "aws:ec2/flowLog:FlowLog";
    expect(watched.resources()).toEqual([...plain.resources(), `${flowLog} wso2-test`].sort());
    expect(watched.inputsOf(flowLog, "wso2-test")).toMatchObject({
      ...{ vpcId: "wso2-test-id", trafficType: "ALL" },
      ...{ logDestinationType: "s3", logDestination: "arn:aws:s3:::flow" },
    });
    const balancer = "aws:elb/loadBalancer:LoadBalancer";
    expect(watched.inputsOf(balancer, "wso2-test")).toEqual({
      ...plain.inputsOf(balancer, "wso2-test"),
      accessLogs: { bucket: "access", interval: 60, enabled: true },
    });
    for (const key of ["node1", "haproxy1"]) {
      const inputs = (mocks: Mocks) => mocks.inputsOf("aws:ec2/instance:Instance", `wso2-test-${key}`);
      expect(inputs(watched)).toEqual({ ...inputs(plain), monitoring: true });
    }
  });

  it("gives its name to the load balancer where a zone is named, and changes nothing else", async () => {
    const [plain, named] = [await deployed(), await deployed({ dnsZone: "example.com" })];
    const record = "aws:route53/record:Record";
    const settled = "command:local:Command wso2-test-settled";
    expect(named.resources()).toEqual([...plain.resources(), `${record} wso2-test`, settled].sort());
    expect(named.inputsOf("command:local:Command", "wso2-test-settled")).toMatchObject({
      ...{ create: ":", delete: ":", update: expect.stringContaining("follow-name") },
    });
    expect(named.inputsOf(record, "wso2-test")).toEqual({
      ...{ zoneId: "Z0123", name: "integrator.example.com", type: "A" },
      aliases: [{ name: "wso2-test.elb.example.com", zoneId: "Z35SXDOTRQ7X7K", evaluateTargetHealth: true }],
    });
  });

  it("fails for a name outside of the zone, before anything is registered", async () => {
    const mocks = new Mocks(lookups);
    const other = { ...settings, dnsZone: "example.com", host: "integrator.example.org" };
    await expect(runWithMocks(mocks, () => deployIntegrator(other))).rejects.toThrow(
      /not in the hosted zone/,
    );
    expect(mocks.registered).toEqual([]);
  });

  it("limits, redirects and shows what is asked for, with the password in secrets alone", async () => {
    const statsPassword = "a page's password";
    const change = { hstsSec: 86_400, clientRequests: 500, metricsCidrs: ["10.9.0.0/16"], statsPassword };
    const [plain, front] = [await deployed(), await deployed(change)];
    const rule = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule wso2-test-haproxy-from";
    expect(front.resources()).toEqual(
      [
        ...plain.resources(),
        ...[`${rule}-prometheus-8406-10.9.0.0/16`, `${rule}-operators-8404-10.42.0.0/16`],
      ].sort(),
    );
    const plan = (mocks: Mocks) => {
      const { stdin } = mocks.inputsOf("command:local:Command", "wso2-test-haproxy1-configuration");
      return JSON.parse((stdin as { value: string }).value);
    };
    const common = { hsts: { maxAgeSec: 86_400 }, redirectToHttps: true, limits: { requests: 500 } };
    const [before, { config, files }] = [plan(plain), plan(front)];
    expect(config).toEqual({
      ...before.config,
      frontends: before.config.frontends.map((frontend: object) => ({ ...frontend, ...common })),
      ciphers: "intermediate",
      stats: expect.objectContaining({ port: 8404, cidrs: ["10.42.0.0/16"] }),
      metrics: { port: 8406, cidrs: ["10.9.0.0/16"] },
    });
    expect(files.map(({ path }: { path: string }) => path)).toContain("/etc/haproxy/stats-credentials");
    expect(JSON.stringify(front.registered)).not.toContain(statsPassword);
  });

  it("fails for a version that ends on the image's Java, before anything is registered", async () => {
    const mocks = new Mocks(lookups);
    const other = { ...settings, ami: "debian-13-amd64-20251117-2299" };
    await expect(runWithMocks(mocks, () => deployIntegrator(other))).rejects.toThrow(
      /ami: got .* has Java 21/,
    );
    expect(mocks.registered).toEqual([]);
  });

  it("lists stickiness and TLS policy of the HTTPS listener together", async () => {
    const mocks = await deployed();
    const names = (key: string) =>
      mocks.inputsOf("aws:elb/listenerPolicy:ListenerPolicy", `wso2-test-${key}`).policyNames;
    expect(names("http")).toEqual(["wso2-test-stickiness"]);
    expect(names("https")).toEqual(["wso2-test-stickiness", "wso2-test-tls"]);
  });

  it("looks a named image up, also a deprecated one, of Debian's alone, and takes an id as it is", async () => {
    const mocks = await deployed();
    expect(mocks.called.filter(({ token }) => token === "aws:ec2/getAmi:getAmi")).toEqual([
      {
        token: "aws:ec2/getAmi:getAmi",
        inputs: {
          filters: [{ name: "name", values: ["debian-12-amd64-20250316-2053"] }],
          includeDeprecated: true,
          owners: ["136693071363"],
        },
      },
    ]);
    const ami = (key: string) => mocks.inputsOf("aws:ec2/instance:Instance", `wso2-test-${key}`).ami;
    expect([ami("node1"), ami("haproxy1")]).toEqual(["ami-0debian", "ami-0fixed"]);
  });

  it("asks another page for readiness, where one is configured", async () => {
    const mocks = await deployed({ readinessPath: "/smoke" });
    const { stdin } = mocks.inputsOf("command:local:Command", "wso2-test-node1-service") as {
      stdin: { value: string };
    };
    const { readiness } = JSON.parse(stdin.value) as { readiness: object };
    expect(readiness).toMatchObject({ scheme: "http", port: 9201, path: "/smoke", expectStatus: 200 });
  });

  it("puts no secret anywhere but in secrets", async () => {
    const mocks = await deployed();
    const shown = mocks.registered
      .filter(({ type }) => type !== "pulumi:pulumi:Stack")
      .map(({ inputs }) => JSON.stringify(withoutSecrets(inputs)))
      .join("\n");
    expect(shown).not.toMatch(/(openssh|private)-key-of/);
  });

  it("fails for a version of neither product, before anything is registered", async () => {
    const mocks = new Mocks(lookups);
    const run = runWithMocks(mocks, () => deployIntegrator({ ...settings, version: "7.1.0" }));
    await expect(run).rejects.toThrow(
      'version: got "7.1.0"; 4.x.y (Micro Integrator) or 6.x.y (Enterprise Integrator) is needed',
    );
    expect(mocks.registered).toEqual([]);
  });
});

/** Mocks see a secret as an object with Pulumi's signature. */
function withoutSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (typeof value !== "object" || value === null) return value;
  if ("4dabf18193072939515e22adb298388d" in value) return "[secret]";
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withoutSecrets(inner)]));
}
