import { generateKeyPairSync } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { utils } from "ssh2";
import { type AwsApi, startAwsApi } from "../../sandbox/aws-api";
import { createAwsClients } from "../../sandbox/providers/aws/clients";
import { createHandler, type ResourceHandler, type Snapshot } from "../../sandbox/providers/aws/handler";
import type { Values } from "../../sandbox/providers/aws/property-spec";
import { findIn, resources } from "../../sandbox/providers/aws/registry";
import type { Context } from "../../sandbox/providers/aws/resource";
import { selfSignedCert } from "../../sandbox/providers/tls/self-signed-cert";
import { makeClassicBalancer } from "./aws-classic-balancer";
import { makeDatabases } from "./aws-databases";
import { makeRoles } from "./aws-roles";
import { makeTargetGroups } from "./target-groups";

/** A resource that a test made. */
export interface Made {
  readonly token: string;
  readonly handler: ResourceHandler;
  readonly id: string;
  readonly inputs: Values;
  readonly state: Values;
}

const provider = { region: "us-east-1", defaultTags: { Environment: "test" } };

/** The provider's handlers on an AWS API of their own, without an engine between. */
export class AwsDriver {
  readonly made: Made[] = [];

  private constructor(
    readonly dir: string,
    public api: AwsApi,
    readonly context: Context,
  ) {}

  static async start(): Promise<AwsDriver> {
    const dir = await mkdtemp(join(tmpdir(), "aws-driver-"));
    const api = await startAwsApi({ stateDir: dir, log: () => {} });
    const aws = createAwsClients(api.endpoint, provider.region);
    return new AwsDriver(dir, api, { aws, region: provider.region, signal: new AbortController().signal });
  }

  async stop(): Promise<void> {
    await this.api.stop();
    await rm(this.dir, { recursive: true });
  }

  /** Checks and makes a resource, as the engine does for `new aws.X(name, given)`. */
  async make(token: string, name: string, given: Values): Promise<Made> {
    const handler = createHandler(findIn(resources, "resource type", token), provider);
    const inputs = this.check(handler, name, given);
    const { id, state } = await handler.create(inputs, this.context);
    const made = { token, handler, id, inputs, state };
    this.made.push(made);
    return made;
  }

  /** Changes a resource in place. */
  async change(made: Made, name: string, given: Values): Promise<Made> {
    const inputs = this.check(made.handler, name, given, made.inputs);
    const state = await made.handler.update(made.id, made.state, made.inputs, inputs, this.context);
    return { ...made, inputs, state };
  }

  /** What a refresh finds; undefined when it is gone. */
  read({ handler, id, state, inputs }: Made): Promise<Snapshot | undefined> {
    return handler.read(id, state, inputs, this.context);
  }

  remove({ handler, id, state }: Made): Promise<void> {
    return handler.delete(id, state, this.context);
  }

  private check(handler: ResourceHandler, name: string, given: Values, before: Values = {}): Values {
    const { inputs, failures } = handler.check({ name, before, given, seed: "" });
    if (failures.length > 0) throw new Error(failures.map(({ reason }) => reason).join("; "));
    return inputs;
  }
}

export function createSshKey(): string {
  return utils.generateKeyPairSync("ed25519").public;
}

/** A self-signed certificate and its key, in PEM. */
export async function createCertificate(): Promise<{ certificateBody: string; privateKey: string }> {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const privateKeyPem = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
  const subject = { commonName: "test" };
  const inputs = { privateKeyPem, subject, validityPeriodHours: 1, allowedUses: ["server_auth"] };
  const operation = {
    urn: "",
    name: "",
    preview: false,
    signal: new AbortController().signal,
    log: () => {},
  };
  const { state } = await selfSignedCert.create(inputs, operation);
  return { certificateBody: String(state.certPem), privateKey: privateKeyPem };
}

/** One of every type that the provider has, tied together as in a stack. */
export async function makeEverything(aws: AwsDriver) {
  const make = (token: string, name: string, given: Values) => aws.make(`aws:${token}`, name, given);
  const vpc = await make("ec2/vpc:Vpc", "net", {
    cidrBlock: "10.42.0.0/16",
    enableDnsHostnames: true,
    tags: { Name: "net" },
  });
  const vpcId = vpc.id;
  const flowLog = await make("ec2/flowLog:FlowLog", "net", {
    vpcId,
    trafficType: "ALL",
    logDestinationType: "s3",
    logDestination: "arn:aws:s3:::flow-logs",
  });
  const gateway = await make("ec2/internetGateway:InternetGateway", "net", { vpcId });
  const subnet = await make("ec2/subnet:Subnet", "a", {
    vpcId,
    cidrBlock: "10.42.1.0/24",
    availabilityZone: "us-east-1b",
  });
  const subnetId = subnet.id;
  const table = await make("ec2/routeTable:RouteTable", "public", { vpcId });
  const routeTableId = table.id;
  const route = await make("ec2/route:Route", "out", {
    routeTableId,
    destinationCidrBlock: "0.0.0.0/0",
    gatewayId: gateway.id,
  });
  await make("ec2/routeTableAssociation:RouteTableAssociation", "a", { routeTableId, subnetId });
  const cidrBlock = "10.42.1.200/32";
  await make("ec2/subnetCidrReservation:SubnetCidrReservation", "vip", {
    ...{ subnetId, cidrBlock, reservationType: "explicit" },
  });
  await make("ec2transitgateway/instanceConnectEndpoint:InstanceConnectEndpoint", "way", { subnetId });
  const address = await make("ec2/eip:Eip", "nat", { domain: "vpc" });
  const nat = await make("ec2/natGateway:NatGateway", "nat", { allocationId: address.id, subnetId });
  const group = await make("ec2/securityGroup:SecurityGroup", "web", { vpcId, description: "web" });
  const rule = { securityGroupId: group.id, ipProtocol: "tcp", fromPort: 22, toPort: 22 };
  const ingress = await make("vpc/securityGroupIngressRule:SecurityGroupIngressRule", "ssh", {
    ...rule,
    referencedSecurityGroupId: group.id,
    description: "ssh",
  });
  const egress = await make("vpc/securityGroupEgressRule:SecurityGroupEgressRule", "out", {
    securityGroupId: group.id,
    ipProtocol: "-1",
    cidrIpv4: "0.0.0.0/0",
  });
  const networkInterface = await make("ec2/networkInterface:NetworkInterface", "node1", {
    subnetId,
    securityGroups: [group.id],
  });
  const keyPair = await make("ec2/keyPair:KeyPair", "admin", { publicKey: createSshKey() });
  const { profile } = await makeRoles(aws);
  const instanceInputs = {
    iamInstanceProfile: profile.id,
    ami: "ami-0deb12020250316a0",
    instanceType: "t3.medium",
    keyName: keyPair.id,
    primaryNetworkInterface: { networkInterfaceId: networkInterface.id },
    metadataOptions: { httpEndpoint: "enabled", httpTokens: "required" },
    rootBlockDevice: { encrypted: true, volumeType: "gp3", volumeSize: 20 },
    tags: { Name: "node1" },
  };
  const instance = await make("ec2/instance:Instance", "node1", instanceInputs);
  const classic = await makeClassicBalancer(aws, { subnetId, groupId: group.id, instanceId: instance.id });
  const { certificate, balancer } = classic;
  const shown = [
    certificate,
    await make("iam/serverCertificate:ServerCertificate", "shop", await createCertificate()),
  ];
  const place = { vpcId, subnetId, groupId: group.id, instanceId: instance.id };
  const application = await makeTargetGroups(aws, { ...place, certificates: shown });
  const { HostedZones = [] } = await aws.context.aws.route53.listHostedZones({});
  const record = await make("route53/record:Record", "www", {
    zoneId: HostedZones[0]?.Id?.replace("/hostedzone/", ""),
    name: "www.example.com",
    type: "A",
    aliases: [{ name: balancer.state.dnsName, zoneId: balancer.state.zoneId, evaluateTargetHealth: true }],
  });
  const other = await make("ec2/subnet:Subnet", "b", {
    vpcId,
    cidrBlock: "10.42.2.0/24",
    availabilityZone: "us-east-1c",
  });
  const databases = await makeDatabases(aws, [subnetId, other.id], group.id);
  return {
    ...{
      databases,
      vpc,
      gateway,
      subnet,
      table,
      route,
      address,
      nat,
      group,
      rule,
      ingress,
      egress,
      networkInterface,
    },
    ...classic,
    ...{ keyPair, instance, instanceInputs },
    ...{ flowLog, record, application },
  };
}
