import * as pulumi from "@pulumi/pulumi";
import { LeafCertificate } from "../certificates/leaf-certificate";
import { Machine } from "../machines/machine";
import { MachineIdentity } from "../machines/machine-identity";
import type { BalancedNode, Balancers } from "../rolling/balancers";
import type { BalancerMember } from "../rolling/membership/balancer-member";
import type { StatusPlan } from "../rolling/membership/plans";
import { planBatches, serial } from "../rolling/plan-batches";
import { createRollCommand } from "../rolling/roll-command";
import { failOnProblems } from "../validation/fail-on-problems";
import { createEdgeMembership } from "./edge-membership";
import { haproxyPaths } from "./haproxy-paths";
import type { HaproxyTierArgs, TierCertificate } from "./haproxy-tier-args";
import { planTierMachine } from "./plan-tier";
import {
  backendsByNode,
  certificateNames,
  profileProblems,
  tierConfig,
  tierFiles,
  tierProblems,
} from "./tier-facts";

export type { HaproxyTierArgs, TierCertificate } from "./haproxy-tier-args";

const { socketPath } = haproxyPaths;

const reached = ({ ssh, address }: MachineIdentity) =>
  pulumi.all([ssh, address]).apply(([target, known]) => ({ target, address: known }));

/** HAProxy machines in front of the nodes, configured one after the other, each without a gap. */
export class HaproxyTier extends pulumi.ComponentResource implements Balancers {
  readonly instanceIds: Record<string, pulumi.Output<string>> = {};
  readonly identities: Record<string, MachineIdentity> = {};
  /** What must be there before anything of a node changes: every machine configured and, with an edge, in service. */
  readonly configured: pulumi.Resource[] = [];
  /** The first backend's name. */
  readonly backend: string;
  private readonly backends: (node: string) => string[];
  /** Until when the tier's own certificate is valid, RFC 3339. */
  readonly certificateExpiresAt: pulumi.Output<string>;
  /** What the roll program's `status` and `repair` read of the machines themselves; secret. No nodes without an edge. */
  readonly statusPlan: pulumi.Output<StatusPlan>;

  constructor(name: string, args: HaproxyTierArgs, opts?: pulumi.ComponentResourceOptions) {
    const keys = Object.keys(args.instances);
    const ofEdges = (args.edges ?? []).flatMap((edge) => edge.check?.(keys) ?? []);
    failOnProblems(`HaproxyTier ${name}`, [...tierProblems(args), ...ofEdges, ...profileProblems(args)]);
    super("wso2:index:HaproxyTier", name, {}, opts);
    const within = { parent: this };
    const edges = args.edges ?? [];
    const { logs } = args.machine;
    this.backend = args.backend.name;
    this.backends = backendsByNode(args);
    const certificate = args.certificate ?? this.createCertificate(name, args);
    for (const [key, { subnetId }] of Object.entries(args.instances)) {
      this.identities[key] = new MachineIdentity(
        `${name}-${key}`,
        {
          ...{ key, subnetId, securityGroupIds: args.securityGroupIds },
          ...{ access: args.access, after: args.after },
          ...(edges.some(({ takesOtherAddresses }) => takesOtherAddresses) ? { sourceDestCheck: false } : {}),
        },
        within,
      );
    }
    const config = tierConfig(args);
    const files = tierFiles(args, certificate);
    this.certificateExpiresAt = pulumi.output(certificate.expiresAt);
    const instanceProfile = edges.find((edge) => edge.instanceProfile !== undefined)?.instanceProfile;
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
          ...(logs ? { logs: { units: ["haproxy"], ...logs } } : {}),
          instanceProfile,
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
            .all([reached(identity), config, files, pulumi.all(peers.map(reached))])
            .apply(([own, ...known]) => planTierMachine(own, ...known, args.host)),
          triggers: [machine.prepared],
        },
        { ...within, dependsOn: [machine.ready, ...previous] },
      );
      const { instanceId, prepared } = machine;
      let last: pulumi.Resource = configured;
      if (edges.length > 0) {
        const onMachine = edges.flatMap(
          (edge) =>
            edge.configure?.(
              `${name}-${key}`,
              {
                ...{ key, instanceId, address: identity.address, groupSize: keys.length },
                ...{ tier: this.identities, prepared, instanceNames: keys.map((each) => `${name}-${each}`) },
              },
              { ...within, dependsOn: [configured] },
            ) ?? [],
        );
        const edge = createEdgeMembership(`${name}-${key}-edge`, this, args, edges, {
          ...{ identity, peers, instanceId, configured: [configured, ...onMachine] },
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

  private createCertificate(name: string, args: HaproxyTierArgs): TierCertificate {
    const { authority } = args;
    const dnsNames = certificateNames(args);
    const leaf = new LeafCertificate(name, { authority, dnsNames }, { parent: this });
    const { certificatePem, privateKeyPem, expiresAt } = leaf;
    return { certificatePem, chainPem: authority.certificatePem, privateKeyPem, expiresAt };
  }

  /** A node as a member of every backend that it is in, on every HAProxy of the tier; secret. */
  members({ key: server }: BalancedNode): pulumi.Output<BalancerMember[]> {
    const backends = this.backends(server);
    return pulumi.all(Object.values(this.identities).map(({ ssh }) => ssh)).apply((targets) =>
      targets.flatMap((ssh) =>
        backends.map((backend, index) => ({
          kind: "haproxy" as const,
          balancer: ssh.name,
          ssh,
          socketPath,
          backend,
          server,
          ...(index === 0 ? {} : { isFurther: true, title: `${ssh.name} (${backend})` }),
        })),
      ),
    );
  }
}
