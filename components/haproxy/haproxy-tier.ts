import * as pulumi from "@pulumi/pulumi";
import type { CertificateAuthority } from "../certificates/certificate-authority";
import { LeafCertificate } from "../certificates/leaf-certificate";
import type { Edge } from "../load-balancers/edge";
import { Machine, type MachineArgs } from "../machines/machine";
import { MachineIdentity } from "../machines/machine-identity";
import type { SshAccess } from "../machines/ssh-access";
import type { BalancedNode, Balancers } from "../rolling/balancers";
import type { BalancerMember } from "../rolling/membership/balancer-member";
import type { StatusPlan } from "../rolling/membership/plans";
import { planBatches, serial } from "../rolling/plan-batches";
import type { HealTokens } from "../rolling/plan-heal";
import { createRollCommand } from "../rolling/roll-command";
import { failOnProblems } from "../validation/fail-on-problems";
import { checkTier } from "./check-tier";
import type { HaproxyBackend } from "./config-model";
import { createEdgeMembership } from "./edge-membership";
import { haproxyPaths } from "./haproxy-paths";
import { planMaxConnections } from "./plan-max-connections";
import { planEdge, planTierConfig, planTierFiles, planTierMachine, tierFrontends } from "./plan-tier";

/** What a tier of HAProxy is made with: its machines, the nodes behind it, what stands in front. */
export interface HaproxyTierArgs {
  /** The instances and where each lives, by stable key: `haproxy1`. */
  instances: Record<string, { subnetId: pulumi.Input<string> }>;
  /** The backend without its servers. */
  backend: Omit<HaproxyBackend, "servers" | "tls">;
  /** The nodes by key, and the port that takes traffic on each. */
  servers: Record<string, MachineIdentity>;
  serverPort: number;
  /** Name in the nodes' certificates. */
  serviceName: string;
  /** Name that clients use; in the tier's own certificate. */
  host: string;
  authority: CertificateAuthority;
  access: SshAccess;
  securityGroupIds: pulumi.Input<string>[];
  /** What must be there before the first machine, such as its subnets' routes. @default none */
  after?: pulumi.Resource[];
  machine: Pick<MachineArgs, "imageId" | "instanceType" | "detailedMonitoring" | "tags">;
  /** Longest silence in a request or an answer. @default 300 */
  trafficTimeoutSec?: number;
  /** Connections of each of the two frontends. @default for what half of the instance type's memory is enough */
  maxConnections?: number;
  /** Ranges that the requests of `edges` come from, their subnets'; no other may say who the client is. @default none */
  edgeCidrs?: pulumi.Input<string>[];
  /** What stands in front. Each machine then leaves it before it is changed and joins it afterwards. @default none */
  edges?: Edge[];
  /** From joining what stands in front to being in service there, in seconds. @default 120 */
  edgeUpTimeoutSec?: number;
  /** How long a machine must stay in service there before the next one goes, in seconds. @default 20 */
  edgeStableSec?: number;
  /** Machines that are taken first: those that are out of service already. @default none */
  first?: string[];
  /** A new one for a machine that an aborted roll left out: it leaves and joins again. @default none has */
  healTokens?: HealTokens;
}

const { socketPath } = haproxyPaths;

/** HAProxy machines in front of the nodes, configured one after the other, each without a gap. */
export class HaproxyTier extends pulumi.ComponentResource implements Balancers {
  readonly instanceIds: Record<string, pulumi.Output<string>> = {};
  readonly identities: Record<string, MachineIdentity> = {};
  /** What must be there before anything of a node changes: every machine configured and, with an edge, in service. */
  readonly configured: pulumi.Resource[] = [];
  readonly backend: string;
  /** Until when the tier's own certificate is valid, RFC 3339. */
  readonly certificateExpiresAt: pulumi.Output<string>;
  /** What the roll program's `status` and `repair` read of the machines themselves; secret. No nodes without an edge. */
  readonly statusPlan: pulumi.Output<StatusPlan>;

  constructor(name: string, args: HaproxyTierArgs, opts?: pulumi.ComponentResourceOptions) {
    const keys = Object.keys(args.instances);
    failOnProblems(
      `HaproxyTier ${name}`,
      checkTier({
        instanceKeys: keys,
        serverKeys: Object.keys(args.servers),
        backend: args.backend.name,
        host: args.host,
        checkIntervalSec: args.backend.check.intervalSec,
        checkFastIntervalSec: args.backend.check.fastIntervalSec,
      }),
    );
    super("wso2:index:HaproxyTier", name, {}, opts);
    const within = { parent: this };
    this.backend = args.backend.name;
    const certificate = new LeafCertificate(
      name,
      { authority: args.authority, dnsNames: [args.host] },
      within,
    );
    for (const [key, { subnetId }] of Object.entries(args.instances)) {
      this.identities[key] = new MachineIdentity(
        `${name}-${key}`,
        { key, subnetId, securityGroupIds: args.securityGroupIds, access: args.access, after: args.after },
        within,
      );
    }
    const addresses = pulumi.all(Object.values(args.servers).map(({ address }) => address));
    const { instanceType } = args.machine;
    const facts = pulumi.all([addresses, pulumi.all(args.edgeCidrs ?? []), instanceType]);
    const config = facts.apply(([known, edgeCidrs, type]) =>
      planTierConfig({
        ...{ backend: args.backend, serverPort: args.serverPort, serviceName: args.serviceName },
        serverKeys: Object.keys(args.servers),
        addresses: known,
        trafficTimeoutSec: args.trafficTimeoutSec ?? 300,
        edge: planEdge(args.edges ?? [], edgeCidrs),
        maxConnections: args.maxConnections ?? planMaxConnections(type, tierFrontends),
      }),
    );
    const files = pulumi
      .all([
        ...[certificate.certificatePem, certificate.privateKeyPem],
        ...[args.authority.certificatePem, args.authority.trustedPem],
      ])
      .apply(([own = "", privateKey = "", authority = "", trusted = ""]) =>
        planTierFiles({ certificate: own, privateKey, authority, trusted }),
      );
    this.certificateExpiresAt = certificate.expiresAt;
    let previous: pulumi.Resource[] = [];
    const edgeMembers: pulumi.Output<StatusPlan["nodes"][number]>[] = [];
    for (const key of planBatches(keys, args.first ?? [], serial).flat()) {
      const identity = this.identities[key];
      if (!identity) throw new Error(`no machine ${key}`);
      const machine = new Machine(
        `${name}-${key}`,
        {
          ...args.machine,
          identity,
          access: args.access,
          packages: [{ command: "haproxy", name: "haproxy" }],
          groups: ["haproxy"],
          after: previous,
        },
        within,
      );
      const peers = Object.values(this.identities).filter((other) => other !== identity);
      const configured = createRollCommand(
        `${name}-${key}-configuration`,
        {
          create: "configure-haproxy",
          update: "configure-haproxy",
          plan: pulumi
            .all([identity.ssh, config, files, pulumi.all(peers.map(({ ssh }) => ssh))])
            .apply((known) => planTierMachine(...known)),
          triggers: [machine.prepared],
        },
        { ...within, dependsOn: [machine.ready, ...previous] },
      );
      const { instanceId } = machine;
      let last: pulumi.Resource = configured;
      if (args.edges?.length) {
        const edge = createEdgeMembership(`${name}-${key}-edge`, this, args, args.edges, {
          ...{ identity, peers, instanceId, configured },
          causes: [machine.prepared, ...(args.healTokens?.[key] ? [args.healTokens[key]] : [])],
        });
        edgeMembers.push(edge.members.apply((members) => ({ node: key, members })));
        last = edge.membership;
      }
      this.instanceIds[key] = instanceId;
      this.configured.push(last);
      previous = [last];
    }
    this.statusPlan = pulumi.secret(pulumi.all(edgeMembers).apply((nodes) => ({ nodes })));
    this.registerOutputs({ instanceIds: this.instanceIds });
  }

  /** A node as a member of every HAProxy of the tier; secret. */
  members({ key: server }: BalancedNode): pulumi.Output<BalancerMember[]> {
    return pulumi.all(Object.entries(this.identities).map(([, { ssh }]) => ssh)).apply((targets) =>
      targets.map((ssh) => ({
        kind: "haproxy" as const,
        balancer: ssh.name,
        ssh,
        socketPath,
        backend: this.backend,
        server,
      })),
    );
  }
}
