import { UnfinishedError } from "../../sandbox/providers/aws/resource";
import { supportedTypes } from "../../sandbox/providers/aws/schema";
import { AwsDriver, createCertificate, type Made, makeEverything } from "./aws-driver";
import { changeTargetGroups } from "./target-groups";

let aws: AwsDriver;
let all: Awaited<ReturnType<typeof makeEverything>>;
beforeAll(async () => {
  aws = await AwsDriver.start();
  all = await makeEverything(aws);
}, 300_000);
afterAll(() => aws.stop());

/** What a refresh, and then an update of the same program, would do. */
async function differences(made: Made): Promise<string[]> {
  const found = await aws.read(made);
  if (!found) return ["gone"];
  return made.handler.diff(found.inputs, made.inputs, found.state).map(({ path }) => path);
}

const balancers = async () =>
  (await aws.context.aws.elb.describeLoadBalancers({})).LoadBalancerDescriptions ?? [];

describe("the AWS provider", () => {
  it("has made one of every type that it has", () => {
    expect([...new Set(aws.made.map(({ token }) => token))].sort()).toEqual(supportedTypes());
  });

  it("reads each of them back as it was made", async () => {
    const found = await Promise.all(aws.made.map(async (made) => [made.token, await differences(made)]));
    expect(found).toEqual(aws.made.map(({ token }) => [token, []]));
  });

  it("gives the outputs of the official provider", () => {
    const { instance, networkInterface, subnet, balancer, address } = all;
    expect(networkInterface.state.privateIp).toBe("10.42.1.5");
    expect(instance.state).toMatchObject({
      arn: `arn:aws:ec2:us-east-1:123456789012:instance/${instance.id}`,
      availabilityZone: "us-east-1b",
      instanceState: "running",
      primaryNetworkInterfaceId: networkInterface.id,
      privateIp: networkInterface.state.privateIp,
      subnetId: subnet.id,
      tags: { Name: "node1" },
      tagsAll: { Environment: "test", Name: "node1" },
      vpcSecurityGroupIds: [all.group.id],
    });
    expect(instance.state.rootBlockDevice).toMatchObject({
      volumeSize: 20,
      volumeType: "gp3",
      encrypted: true,
    });
    expect(balancer.state).toMatchObject({
      availabilityZones: ["us-east-1b"],
      dnsName: `${balancer.id}.us-east-1.elb.amazonaws.com`,
      name: expect.stringMatching(/^edge-[0-9a-f]{7}$/),
      zoneId: "Z35SXDOTRQ7X7K",
    });
    expect(address.state.allocationId).toBe(address.id);
  });

  it("makes an alias, changes it in place and makes none where a record is", async () => {
    const { record } = all;
    const zoneId = String(record.inputs.zoneId);
    expect(record.id).toBe(`${zoneId}_www.example.com_A`);
    const read = async () => {
      const { ResourceRecordSets = [] } = await aws.context.aws.route53.listResourceRecordSets({
        HostedZoneId: zoneId,
      });
      return ResourceRecordSets.filter(({ Type }) => Type !== "NS" && Type !== "SOA");
    };
    const [alias] = record.inputs.aliases as [Record<string, unknown>];
    const shown = (EvaluateTargetHealth: boolean) => [
      {
        Name: "www.example.com.",
        Type: "A",
        AliasTarget: {
          HostedZoneId: "Z35SXDOTRQ7X7K",
          DNSName: all.balancer.state.dnsName,
          EvaluateTargetHealth,
        },
      },
    ];
    expect(await read()).toEqual(shown(true));
    const inputs = { ...record.inputs, aliases: [{ ...alias, evaluateTargetHealth: false }] };
    await aws.change(record, "www", inputs);
    expect(await read()).toEqual(shown(false));
    await aws.change(record, "www", record.inputs);
    const again = { ...record.inputs, type: "A" };
    await expect(aws.make("aws:route53/record:Record", "twice", again)).rejects.toThrow(/already exists/);
    const cname = { zoneId, name: "www.example.com", type: "CNAME", ttl: 60, records: ["a.example.net"] };
    await expect(aws.make("aws:route53/record:Record", "cname", cname)).rejects.toThrow(/conflicting RRSet/);
  });

  it("lets nothing out of a group but by its rules", async () => {
    const { SecurityGroups } = await aws.context.aws.ec2.describeSecurityGroups({ GroupIds: [all.group.id] });
    expect(SecurityGroups?.[0]?.IpPermissionsEgress).toHaveLength(1);
  });

  it("sets a listener's whole list of policies", async () => {
    const listeners = (await balancers())[0]?.ListenerDescriptions ?? [];
    expect(listeners.map(({ Listener, PolicyNames }) => [Listener?.LoadBalancerPort, PolicyNames])).toEqual([
      [80, []],
      [443, ["tls", "stickiness"]],
    ]);
    const policies = all.listenerPolicy.inputs;
    const fewer = await aws.change(all.listenerPolicy, "443", { ...policies, policyNames: ["tls"] });
    expect(fewer.state.policyNames).toEqual(["tls"]);
    await aws.change(fewer, "443", policies);
  });

  it("gives a policy that has changed back to its listeners", async () => {
    const policyAttributes = [{ name: "CookieName", value: "OTHER" }];
    const changed = await aws.change(all.stickiness, "stickiness", {
      ...all.stickiness.inputs,
      policyAttributes,
    });
    expect(changed.state.policyAttributes).toEqual(policyAttributes);
    expect((await balancers())[0]?.ListenerDescriptions?.[1]?.PolicyNames).toEqual(["tls", "stickiness"]);
    await aws.change(changed, "stickiness", all.stickiness.inputs);
  });

  it("changes an instance's type by a stop and a start", async () => {
    const inputs = { ...all.instanceInputs, instanceType: "t3.large" };
    const changed = await aws.change(all.instance, "node1", inputs);
    expect(changed.state).toMatchObject({ instanceType: "t3.large", instanceState: "running" });
    await aws.change(changed, "node1", all.instanceInputs);
  });

  it("changes tags, adding and removing", async () => {
    const changed = await aws.change(all.vpc, "net", { ...all.vpc.inputs, tags: { Other: "x" } });
    expect(changed.state.tagsAll).toEqual({ Environment: "test", Other: "x" });
    await aws.change(changed, "net", { ...all.vpc.inputs, tags: { Name: "net" } });
  });

  it("adds and removes secondary addresses, and changes groups", async () => {
    const privateIps = ["10.42.1.5", "10.42.1.77"];
    const more = await aws.change(all.networkInterface, "node1", {
      ...all.networkInterface.inputs,
      privateIps,
    });
    expect(more.state).toMatchObject({ privateIp: "10.42.1.5", privateIps, privateIpsCount: 1 });
    const fewer = await aws.change(more, "node1", { ...more.inputs, privateIps: ["10.42.1.5"] });
    expect(fewer.state.privateIps).toEqual(["10.42.1.5"]);
  });

  it("changes a listener, a health check and attributes of a load balancer", async () => {
    const [http, https] = all.balancerInputs.listeners;
    const changed = await aws.change(all.balancer, "edge", {
      ...all.balancerInputs,
      listeners: [{ ...http, instancePort: 81 }, https],
      healthCheck: { ...all.balancerInputs.healthCheck, target: "HTTP:81/" },
      idleTimeout: 120,
    });
    expect(changed.state).toMatchObject({ idleTimeout: 120, healthCheck: { target: "HTTP:81/" } });
    expect(changed.state.listeners).toContainEqual({ ...http, instancePort: 81 });
    await aws.change(changed, "edge", all.balancerInputs);
  });

  it("turns access logs and detailed monitoring on and off, in place", async () => {
    const accessLogs = { bucket: "access-logs", interval: 5 };
    const logged = await aws.change(all.balancer, "edge", { ...all.balancerInputs, accessLogs });
    expect(logged.state.accessLogs).toEqual({ ...accessLogs, enabled: true });
    expect(await differences(logged)).toEqual([]);
    expect((await aws.change(logged, "edge", all.balancerInputs)).state.accessLogs).toBeUndefined();
    const watched = await aws.change(all.instance, "node1", { ...all.instanceInputs, monitoring: true });
    expect(watched.state.monitoring).toBe(true);
    const unwatched = await aws.change(watched, "node1", { ...all.instanceInputs, monitoring: false });
    expect(unwatched.state.monitoring).toBe(false);
  });

  it("changes target groups and listeners in place, and deletes none that is protected", () =>
    changeTargetGroups(aws, all.application));

  it("changes a rule, a route and a gateway in place", async () => {
    const ingress = await aws.change(all.ingress, "ssh", {
      ...all.ingress.inputs,
      toPort: 23,
      description: "more",
    });
    expect(ingress.state).toMatchObject({
      toPort: 23,
      description: "more",
      securityGroupRuleId: all.ingress.id,
    });
    await aws.change(ingress, "ssh", all.ingress.inputs);
    const { gatewayId, ...route } = all.route.inputs;
    const changed = await aws.change(all.route, "out", { ...route, natGatewayId: all.nat.id });
    expect(changed.state).toMatchObject({ natGatewayId: all.nat.id });
    await aws.change(changed, "out", { ...route, gatewayId });
  });

  it("finds what has changed behind its back, and what is gone", async () => {
    const { aws: clients } = aws.context;
    await clients.elb.deregisterInstancesFromLoadBalancer({
      LoadBalancerName: all.balancer.id,
      Instances: [{ InstanceId: all.instance.id }],
    });
    await clients.elb.setLoadBalancerPoliciesOfListener({
      LoadBalancerName: all.balancer.id,
      LoadBalancerPort: 443,
      PolicyNames: [],
    });
    await clients.ec2.createTags({ Resources: [all.subnet.id], Tags: [{ Key: "x", Value: "y" }] });
    expect(await differences(all.attachment)).toEqual(["gone"]);
    expect(await differences(all.listenerPolicy)).toEqual(["policyNames"]);
    expect(await differences(all.subnet)).toEqual(["tags", "tagsAll.x"]);
  });

  it("fails where AWS would, in AWS's words", async () => {
    const onTheSame = { ...all.instanceInputs, tags: {} };
    await expect(aws.make("aws:ec2/instance:Instance", "other", onTheSame)).rejects.toThrow(
      `creating EC2 Instance: InvalidNetworkInterface.InUse: Interface: [${all.networkInterface.id}] in use.`,
    );
    const taken = { subnetId: all.subnet.id, privateIps: ["10.42.1.5"] };
    await expect(aws.make("aws:ec2/networkInterface:NetworkInterface", "other", taken)).rejects.toThrow(
      "creating EC2 Network Interface: InvalidIPAddress.InUse: Address 10.42.1.5 is in use.",
    );
    const unknownImage = { ami: "ami-00000000000000000", instanceType: "t3.medium", subnetId: all.subnet.id };
    await expect(aws.make("aws:ec2/instance:Instance", "other", unknownImage)).rejects.toThrow(
      "InvalidAMIID.NotFound",
    );
    await expect(aws.remove(all.certificate)).rejects.toThrow("deleting IAM Server Certificate");
    const { certificateBody } = await createCertificate();
    const { privateKey } = await createCertificate();
    const mismatch = aws.make("aws:iam/serverCertificate:ServerCertificate", "other", {
      certificateBody,
      privateKey,
    });
    await expect(mismatch).rejects.toThrow("Private key does not match the certificate.");
  });

  it("fails with the id of what it has made but not finished", async () => {
    const given = { ...all.balancerInputs, name: "unfinished", instances: ["i-00000000000000000"] };
    const error = await aws.make("aws:elb/loadBalancer:LoadBalancer", "other", given).catch((each) => each);
    expect(error).toBeInstanceOf(UnfinishedError);
    expect([error.id, error.state.name]).toEqual(["unfinished", "unfinished"]);
    await aws.context.aws.elb.deleteLoadBalancer({ LoadBalancerName: "unfinished" });
  });

  it("removes all of it, also what is gone already", async () => {
    for (const made of [...aws.made].reverse()) {
      await aws.remove(made);
      await aws.remove(made);
    }
    const found = await Promise.all(aws.made.map((made) => aws.read(made)));
    expect(found.filter((each) => each !== undefined)).toEqual([]);
  });
});
