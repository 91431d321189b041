import { createHash } from "node:crypto";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import * as tls from "@pulumi/tls";
import { haproxyPorts } from "../haproxy/haproxy-paths";
import type { ConfiguredMachine, Edge, EdgeMachine } from "../load-balancers/edge";
import type { MachineIdentity } from "../machines/machine-identity";
import type { BalancerMember } from "../rolling/membership/balancer-member";
import { createRollCommand } from "../rolling/roll-command";
import { failOnProblems } from "../validation/fail-on-problems";
import type { Problem } from "../validation/problems";
import { checkPair } from "./check-pair";
import type { FailoverPairArgs, PairAddressArgs } from "./failover-pair-args";
import type { PairMember } from "./pair-member";
import type { PairAddress, PairFacts } from "./pair-model";
import { digestAgents } from "./plan-agents";
import { planPermissions } from "./plan-permissions";
import { longestDrainSec } from "./plan-resources";

/**
 * Two HAProxy machines with one address that moves between them, as the edge of a `HaproxyTier` of two machines.
 *
 * @throws pulumi.InputPropertiesError with every problem of the input
 */
export class FailoverPair extends pulumi.ComponentResource implements Edge {
  /** Longest that a planned move waits for requests in flight. */
  readonly drainingTimeoutSec: number;
  readonly ready: pulumi.Resource[] = [];
  readonly instanceProfile: pulumi.Output<string>;
  readonly isTransparent = true;
  readonly takesOtherAddresses: boolean;
  /** That clients connect to. */
  readonly address: pulumi.Output<string>;
  private readonly region: string;
  private readonly authKey: pulumi.Output<string>;
  private readonly role: aws.iam.Role;
  private shared: pulumi.Resource[] | undefined;

  constructor(
    private readonly name: string,
    private readonly args: FailoverPairArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    const region = args.region ?? aws.config.region ?? "";
    failOnProblems(`FailoverPair ${name}`, problemsOf(name, region, args));
    super("wso2:index:FailoverPair", name, {}, opts);
    const within = { parent: this };
    this.region = region;
    this.drainingTimeoutSec = longestDrainSec(args.limits);
    this.takesOtherAddresses = args.address.kind === "route";
    this.address = pulumi.output(args.address.ip);
    const key = new tls.PrivateKey(`${name}-cluster`, { algorithm: "ED25519" }, within);
    this.authKey = pulumi.secret(
      key.privateKeyOpenssh.apply((text) => createHash("sha512").update(text).digest("hex")),
    );
    const trust = {
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "ec2.amazonaws.com" } }],
    };
    this.role = new aws.iam.Role(name, { assumeRolePolicy: JSON.stringify(trust), tags: args.tags }, within);
    const profile = new aws.iam.InstanceProfile(name, { role: this.role.name, tags: args.tags }, within);
    this.instanceProfile = profile.name;
    if (args.address.kind === "secondary" && args.address.subnetId !== undefined) {
      new aws.ec2.SubnetCidrReservation(
        name,
        {
          subnetId: args.address.subnetId,
          cidrBlock: pulumi.interpolate`${args.address.ip}/32`,
          // AWS draws none of it; who names it gets it.
          reservationType: "explicit",
          description: `address of the failover pair ${name}`,
        },
        within,
      );
    }
    this.registerOutputs({ address: this.address, instanceProfile: this.instanceProfile });
  }

  check(machines: readonly string[]): Problem[] {
    const named = machines.map((machine) => ({ name: machine, address: "192.0.2.1" }));
    return checkPair({ ...exampleFacts, machines: named });
  }

  members({ key, tier = {} }: EdgeMachine): pulumi.Output<BalancerMember[]> {
    const [own, other] = [tier[key], Object.values(tier).find((each) => each.key !== key)];
    if (!own || !other) throw new Error(`${this.name}: ${key} and another machine of its tier are needed`);
    return pulumi.secret(
      pulumi
        .all([own.ssh, other.ssh])
        .apply(([ssh, otherSsh]): PairMember[] => [
          { kind: "failover-pair", balancer: this.name, server: key, ssh, other: otherSsh },
        ]),
    );
  }

  configure(name: string, machine: ConfiguredMachine, opts: pulumi.CustomResourceOptions): pulumi.Resource {
    const { key, tier, instanceId, prepared, instanceNames } = machine;
    this.shared ??= this.createShared(Object.values(tier), instanceNames);
    const own = tier[key];
    if (!own) throw new Error(`no machine ${key}`);
    const machines = Object.values(tier).map((each) =>
      pulumi.all([each.address, instanceId]).apply(([address, id]) => ({
        ...{ name: each.key, address },
        ...(each === own ? { instanceId: id } : {}),
      })),
    );
    const { ports, limits } = this.args;
    const plan = pulumi
      .all([own.ssh, pulumi.all(machines), resolveAddress(this.args.address), this.authKey])
      .apply(([target, known, address, authKey]) => ({
        ...{ target, authKey, agents: digestAgents() },
        facts: {
          ...{ name: this.name, region: this.region, machines: known, address },
          ...{ ports: ports ?? defaultPorts, readinessPort: haproxyPorts.readiness, limits },
        } satisfies PairFacts,
      }));
    return createRollCommand(
      `${name}-pair`,
      { create: "configure-pair", update: "configure-pair", plan, triggers: [prepared] },
      { ...opts, dependsOn: [...this.shared, ...listed(opts.dependsOn)] },
    );
  }

  /** What both machines need, once they are known: their right to move the address, and the routes for it. */
  private createShared(
    machines: readonly MachineIdentity[],
    instanceNames: readonly string[],
  ): pulumi.Resource[] {
    const within = { parent: this };
    const interfaces = pulumi.all(machines.map(({ networkInterfaceId }) => networkInterfaceId));
    const policy = pulumi
      .all([interfaces, resolveAddress(this.args.address)])
      .apply(([networkInterfaceIds, address]) =>
        JSON.stringify(planPermissions({ region: this.region, address, networkInterfaceIds, instanceNames })),
      );
    const rights = new aws.iam.RolePolicy(this.name, { role: this.role.name, policy }, within);
    const [first] = machines;
    const { address } = this.args;
    if (address.kind !== "route" || !first) return [rights];
    const routes = Object.entries(address.routeTables).map(
      ([key, routeTableId]) =>
        new aws.ec2.Route(
          `${this.name}-${key}`,
          {
            routeTableId,
            destinationCidrBlock: pulumi.interpolate`${address.ip}/32`,
            networkInterfaceId: first.networkInterfaceId,
          },
          // The cluster leads it to whichever machine holds the address.
          { ...within, ignoreChanges: ["networkInterfaceId"] },
        ),
    );
    return [rights, ...routes];
  }
}

const defaultPorts = [haproxyPorts.http, haproxyPorts.https];

function resolveAddress(args: PairAddressArgs): pulumi.Output<PairAddress> {
  switch (args.kind) {
    case "secondary":
      return pulumi.output(args.ip).apply((ip) => ({ kind: "secondary" as const, ip }));
    case "route":
      return pulumi
        .all([args.ip, pulumi.all(Object.values(args.routeTables))])
        .apply(([ip, routeTableIds]) => ({ kind: "route" as const, ip, routeTableIds }));
    case "elastic":
      return pulumi
        .all([args.ip, args.allocationId])
        .apply(([ip, allocationId]) => ({ kind: "elastic" as const, ip, allocationId }));
  }
}

const exampleFacts: Omit<PairFacts, "machines"> = {
  ...{ name: "pair", region: "us-east-1", ports: defaultPorts, readinessPort: haproxyPorts.readiness },
  address: { kind: "secondary", ip: "192.0.2.1" },
};

/** With a value in place of each that is not known before there is something. */
function problemsOf(name: string, region: string, { address, ports, limits }: FailoverPairArgs) {
  const ip = typeof address.ip === "string" ? address.ip : "192.0.2.1";
  const known: PairAddress =
    address.kind === "route"
      ? { kind: "route", ip, routeTableIds: Object.keys(address.routeTables) }
      : { kind: "secondary", ip };
  const machine = { name: "machine", address: "192.0.2.2" };
  const missing = { propertyPath: "region", reason: "is not known; set it, or aws:region" };
  return [
    ...(region === "" ? [missing] : []),
    ...checkPair({
      ...{ ...exampleFacts, name, region, limits, address: known },
      ...{ machines: [machine, machine], ports: ports ?? defaultPorts },
    }),
  ];
}

function listed(dependsOn: pulumi.CustomResourceOptions["dependsOn"]): pulumi.Resource[] {
  if (dependsOn === undefined) return [];
  return (Array.isArray(dependsOn) ? dependsOn : [dependsOn]) as pulumi.Resource[];
}
