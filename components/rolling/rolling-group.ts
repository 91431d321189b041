import * as pulumi from "@pulumi/pulumi";
import type { CertificateAuthority } from "../certificates/certificate-authority";
import { LeafCertificate } from "../certificates/leaf-certificate";
import { Machine, type MachineArgs } from "../nodes/machine";
import type { MachineIdentity } from "../nodes/machine-identity";
import type { Product, StorePasswords } from "../nodes/product";
import { javaOptsPattern } from "../nodes/render-unit";
import type { SshAccess } from "../nodes/ssh-access";
import { failOnProblems } from "../validation/fail-on-problems";
import { Problems } from "../validation/problems";
import { checkLimits, planLimits, type ResolvedLimits, type RollLimits } from "./limits";
import { checkGroup, planBatches } from "./plan-batches";
import { digestService, installation, planService } from "./plan-service";
import type { BalancerMember, StagePlan } from "./program/plans";
import { createRollCommand } from "./roll-command";

/** What the group must know of the balancers in front of it. `HaproxyTier` is one. */
export interface Balancers {
  /** A node as a member of every balancer. */
  members(node: string): pulumi.Output<BalancerMember[]>;
  /** What must be there before a node joins. */
  readonly configured: pulumi.Resource[];
}

export interface RollingGroupArgs {
  nodes: Record<string, MachineIdentity>;
  /** Nodes that the roll takes first: those that are out of service already. @default none */
  first?: string[];
  product: Product;
  /** The distribution: `https://` or `file://`. @default where WSO2 publishes it */
  source?: string;
  /** Hex digest that the distribution must have. @default not checked */
  sha256?: string;
  balancers: Balancers;
  access: SshAccess;
  authority: CertificateAuthority;
  /** The one name that all nodes have in their certificates. */
  serviceName: string;
  passwords: pulumi.Input<StorePasswords>;
  machine: Pick<MachineArgs, "imageId" | "instanceType" | "diskSizeGib" | "tags">;
  /** Added to the JVM's arguments. @default none */
  javaOpts?: string;
  limits?: RollLimits;
}

/** One node at a time; the plan can do more, the promises of this version are proven for one. */
const batchSize = 1;

/**
 * Nodes that are changed one after the other. The roll is the dependency graph: of each node an instance,
 * its service and its membership of the balancers; all of the next node depends on this one's membership.
 * @throws pulumi.InputPropertiesError before anything is registered.
 */
export class RollingGroup extends pulumi.ComponentResource {
  readonly instanceIds: Record<string, pulumi.Output<string>> = {};

  constructor(name: string, args: RollingGroupArgs, opts?: pulumi.ComponentResourceOptions) {
    const keys = Object.keys(args.nodes);
    const problems = new Problems();
    problems.matches(args.javaOpts ?? "", "javaOpts", javaOptsPattern, "text without quotes, \\, % and $");
    failOnProblems(`RollingGroup ${name}`, [
      ...problems.list,
      ...checkGroup(keys, batchSize),
      ...checkLimits(args.limits ?? {}, keys.length),
    ]);
    super("wso2:index:RollingGroup", name, {}, opts);
    const limits = planLimits(args.limits ?? {}, batchSize);
    let previous: pulumi.Resource[] = [];
    for (const batch of planBatches(keys, args.first ?? [], batchSize)) {
      previous = batch.map((key) => {
        const identity = args.nodes[key];
        if (!identity) throw new Error(`no node ${key}`);
        const { instanceId, membership } = createNode(this, name, identity, args, limits, previous);
        this.instanceIds[key] = instanceId;
        return membership;
      });
    }
    this.registerOutputs({ instanceIds: this.instanceIds });
  }
}

/** One node's chain: instance, distribution, service, membership. */
function createNode(
  parent: RollingGroup,
  group: string,
  identity: MachineIdentity,
  args: RollingGroupArgs,
  limits: ResolvedLimits,
  previous: pulumi.Resource[],
) {
  const { key, ssh } = identity;
  const { product, access, authority, serviceName } = args;
  const name = `${group}-${key}`;
  const certificate = new LeafCertificate(
    name,
    { authority, dnsNames: [serviceName, `${key}.${serviceName}`] },
    { parent },
  );
  const machine = new Machine(
    name,
    {
      ...args.machine,
      identity,
      access,
      packages: [
        { command: "java", name: "default-jre-headless" },
        { command: "unzip", name: "unzip" },
        { command: "curl", name: "curl" },
      ],
      after: previous,
    },
    { parent },
  );
  const source = args.source ?? product.publishedAt;
  const stage = createRollCommand(
    `${name}-distribution`,
    {
      create: "stage",
      plan: ssh.apply(
        (target): StagePlan => ({
          target,
          source,
          ...(args.sha256 ? { sha256: args.sha256 } : {}),
          name: product.folder,
          ...installation,
          timeoutSec: 1800,
        }),
      ),
      triggers: [machine.prepared, product.folder],
    },
    { parent, dependsOn: [machine.ready, ...previous] },
  );
  const servicePlan = pulumi
    .all([
      ssh,
      args.passwords,
      certificate.certificatePem,
      certificate.privateKeyPem,
      authority.certificatePem,
    ])
    .apply(([target, passwords, certificatePem, privateKeyPem, caPem]) =>
      planService({
        node: key,
        target,
        product,
        serviceName,
        passwords,
        certificatePem,
        privateKeyPem,
        caPem,
        javaOpts: args.javaOpts ?? "",
        limits,
      }),
    );
  const service = createRollCommand(
    `${name}-service`,
    {
      create: "start",
      delete: "stop",
      plan: servicePlan,
      triggers: [
        machine.prepared,
        `version ${product.version}`,
        pulumi.interpolate`configuration ${pulumi.unsecret(servicePlan.apply(digestService))}`,
      ],
    },
    { parent, dependsOn: [stage, ...previous] },
  );
  const membership = createRollCommand(
    `${name}-membership`,
    {
      create: "join",
      delete: "leave",
      plan: args.balancers.members(key).apply((members) => ({
        node: key,
        members,
        floor: limits.floor,
        drain: limits.drain,
        join: limits.join,
      })),
      triggers: [service.stdout],
    },
    { parent, dependsOn: [service, ...args.balancers.configured] },
  );
  return { instanceId: machine.instanceId, membership };
}
