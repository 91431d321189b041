import * as pulumi from "@pulumi/pulumi";
import type { CertificateAuthority } from "../certificates/certificate-authority";
import type { Edge } from "../load-balancers/edge";
import { Ec2Hosts, type Ec2HostsArgs } from "../machines/ec2-hosts";
import { MachineIdentity } from "../machines/machine-identity";
import type { SshAccess } from "../machines/ssh-access";
import type { StorePasswords } from "../nodes/product";
import { Wso2Workload } from "../nodes/wso2-workload";
import type { BalancedNode, Balancers } from "../rolling/balancers";
import type { BalancerMember } from "../rolling/membership/balancer-member";
import type { StatusPlan } from "../rolling/membership/plans";
import { RollingGroup, type RollingGroupArgs } from "../rolling/rolling-group";
import { failOnProblems } from "../validation/fail-on-problems";
import { Problems } from "../validation/problems";
import { checkElb } from "./check-elb";
import { EdgesOfElbs } from "./edges-of-elbs";
import { type ElbSettings, elbPorts } from "./elb-config";
import { planElb } from "./plan-elb";
import { Wso2ElbBalancers } from "./wso2-elb-balancers";

/** What a tier of WSO2 ELB 2.0 is made with: its machines, the nodes behind it, what stands in front. */
export interface Wso2ElbTierArgs
  extends Pick<RollingGroupArgs, "limits" | "deployed" | "first" | "healTokens"> {
  /** The instances and where each lives, by stable key: `elb1`. */
  instances: Record<string, { subnetId: pulumi.Input<string> }>;
  /** Services, domains and hosts; ports. */
  elb: ElbSettings;
  /** WSO2 ELB's version, 2.0.x. @default 2.0.3 */
  version?: string;
  /** The distribution: `https://` or `file://`. @default where WSO2 published it */
  source?: string;
  /** SHA-256 of the distribution, or `unverified`; as in `Wso2Workload`. @default what the file has */
  sha256?: string;
  /** The nodes by key: members of the first domain of `elb`. */
  servers: Record<string, MachineIdentity>;
  /** Ports of a node that requests are sent to. @default 9763 and 9443 */
  trafficPorts?: number[];
  /** The root that signs each machine's certificate. */
  authority: CertificateAuthority;
  /** Of the ELBs' key stores; make them secrets. */
  passwords: pulumi.Input<StorePasswords>;
  /** How the roll program logs in. */
  access: SshAccess;
  /** Of each machine. */
  securityGroupIds: pulumi.Input<string>[];
  /** What must be there before the first machine, such as its subnets' routes. @default none */
  after?: pulumi.Resource[];
  /** Image, size and tags of each machine. */
  machine: Ec2HostsArgs["machine"];
  /** What the operator calls the image, for plans and errors. @default its id */
  image?: string;
  /** Added to the JVM's arguments. @default none */
  javaOpts?: string;
  /** What stands in front: each machine leaves it before it is changed and joins it afterwards. */
  edges: Edge[];
}

/**
 * WSO2 ELB 2.0 machines in front of the nodes, installed, configured and started one after the other. One that has been
 * changed takes clients again only once it has every node that its peers have.
 * @throws pulumi.InputPropertiesError before anything is registered.
 */
export class Wso2ElbTier extends pulumi.ComponentResource implements Balancers {
  readonly identities: Record<string, MachineIdentity> = {};
  /** What must be there before anything of a node changes: every ELB in service. */
  readonly configured: pulumi.Resource[];
  /** The machines as a group, for `groupOutputs`. */
  readonly group: RollingGroup;
  /** What the roll program's `status` and `repair` read of the machines themselves; secret. */
  readonly statusPlan: pulumi.Output<StatusPlan>;
  /** Until when each machine's certificate is valid, RFC 3339, by machine. */
  readonly certificatesExpireAt: Record<string, pulumi.Output<string>>;
  private readonly balancers: Wso2ElbBalancers;

  constructor(name: string, args: Wso2ElbTierArgs, opts?: pulumi.ComponentResourceOptions) {
    const { version = "2.0.3", elb, access, after, securityGroupIds, edges } = args;
    failOnProblems(`Wso2ElbTier ${name}`, checkTier(version, args));
    super("wso2:index:Wso2ElbTier", name, {}, opts);
    const within = { parent: this };
    for (const [key, { subnetId }] of Object.entries(args.instances)) {
      this.identities[key] = new MachineIdentity(
        `${name}-${key}`,
        { key, subnetId, securityGroupIds, access, after },
        within,
      );
    }
    const addresses = (of: Record<string, MachineIdentity>) =>
      Object.fromEntries(Object.entries(of).map(([key, { address }]) => [key, address]));
    const [domain] = elb.services.flatMap(({ domains }) => domains);
    const ofNodes = { elbs: this.identities, nodes: addresses(args.servers), domain: domain?.name, version };
    const [host] = domain?.hosts ?? [];
    const probe = host === undefined ? undefined : { host, port: (elb.ports ?? elbPorts).http };
    this.balancers = new Wso2ElbBalancers({ ...ofNodes, trafficPorts: args.trafficPorts, probe });
    const workload = new Wso2Workload({
      product: planElb(version, elb),
      source: args.source,
      sha256: args.sha256,
      authority: args.authority,
      serviceName: elb.hostname,
      passwords: args.passwords,
      members: Object.values(addresses(this.identities)),
      javaOpts: args.javaOpts,
    });
    this.group = new RollingGroup(
      name,
      {
        hosts: new Ec2Hosts({ nodes: this.identities, access, machine: args.machine, image: args.image }),
        workload,
        balancers: new EdgesOfElbs(
          edges,
          this.balancers,
          Object.keys(args.servers),
          Object.keys(args.instances).length,
        ),
        limits: args.limits,
        deployed: args.deployed,
        first: args.first,
        healTokens: args.healTokens,
        standsOn: edges.flatMap((edge) => edge.ready),
      },
      within,
    );
    this.configured = [this.group];
    this.statusPlan = this.group.statusPlan;
    this.certificatesExpireAt = workload.certificatesExpireAt;
    this.registerOutputs({ instanceIds: this.group.instanceIds });
  }

  /** A node as a member of what every ELB balances; secret. */
  members(node: BalancedNode): pulumi.Output<BalancerMember[]> {
    return this.balancers.members(node);
  }
}

function checkTier(version: string, { instances, servers, edges, elb }: Wso2ElbTierArgs) {
  const problems = new Problems();
  const need = (what: string, count: number) =>
    problems.require(count > 0, what, "got none; one at least is needed");
  need("instances", Object.keys(instances).length);
  need("servers", Object.keys(servers).length);
  need("edges", edges.length);
  return [...problems.list, ...checkElb(version, elb)];
}
