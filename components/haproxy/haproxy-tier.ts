import * as pulumi from "@pulumi/pulumi";
import type { CertificateAuthority } from "../certificates/certificate-authority";
import { LeafCertificate } from "../certificates/leaf-certificate";
import type { Edge } from "../load-balancers/edge";
import { Machine, type MachineArgs } from "../nodes/machine";
import { MachineIdentity } from "../nodes/machine-identity";
import type { SshAccess } from "../nodes/ssh-access";
import type { BalancedNode, Balancers } from "../rolling/balancers";
import type { BalancerMember, HaproxyPlan, SshTarget } from "../rolling/program/plans";
import { createRollCommand } from "../rolling/roll-command";
import { failOnProblems } from "../validation/fail-on-problems";
import { checkTier } from "./check-tier";
import type { HaproxyBackend, HaproxyConfig } from "./config-model";
import { createEdgeMembership } from "./edge-membership";
import { haproxyPaths } from "./haproxy-paths";

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
  machine: Pick<MachineArgs, "imageId" | "instanceType" | "tags">;
  /** Longest silence in a request or an answer. @default 300 */
  trafficTimeoutSec?: number;
  /** What stands in front. Each machine then leaves it before it is changed and joins it afterwards. @default none */
  edges?: Edge[];
  /** From joining what stands in front to being in service there, in seconds. @default 120 */
  edgeUpTimeoutSec?: number;
  /** How long a machine must stay in service there before the next one goes, in seconds. @default 20 */
  edgeStableSec?: number;
}

/** Where the tier listens: traffic, and the page that says whether it can serve. */
export const haproxyPorts = { http: 80, https: 443, readiness: 8405 };
export const haproxyReadinessPath = "/ready";

const { socketPath } = haproxyPaths;
const caFile = "/etc/haproxy/nodes-ca.pem";
const certificateFile = "/etc/haproxy/frontend.pem";

/** HAProxy machines in front of the nodes, configured one after the other, each without a gap. */
export class HaproxyTier extends pulumi.ComponentResource implements Balancers {
  readonly instanceIds: Record<string, pulumi.Output<string>> = {};
  readonly identities: Record<string, MachineIdentity> = {};
  /** What must be there before anything of a node changes: every machine configured and, with an edge, in service. */
  readonly configured: pulumi.Resource[] = [];
  readonly backend: string;

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
        { key, subnetId, securityGroupIds: args.securityGroupIds, access: args.access },
        within,
      );
    }
    const addresses = pulumi.all(Object.values(args.servers).map(({ address }) => address));
    const config = addresses.apply((known) => planConfig(args, known));
    const files = planFiles(certificate, args.authority);
    let previous: pulumi.Resource[] = [];
    for (const [key, identity] of Object.entries(this.identities)) {
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
          plan: planHaproxy(identity, config, files, peers),
          triggers: [machine.prepared],
        },
        { ...within, dependsOn: [machine.ready, ...previous] },
      );
      const { instanceId } = machine;
      const last = args.edges?.length
        ? createEdgeMembership(`${name}-${key}-edge`, this, args, args.edges, {
            identity,
            peers,
            instanceId,
            prepared: machine.prepared,
            configured,
          })
        : configured;
      this.instanceIds[key] = instanceId;
      this.configured.push(last);
      previous = [last];
    }
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

function planConfig(args: HaproxyTierArgs, addresses: readonly string[]): HaproxyConfig {
  const trafficTimeoutSec = args.trafficTimeoutSec ?? 300;
  return {
    frontends: [
      { name: "http", port: haproxyPorts.http },
      { name: "https", port: haproxyPorts.https, certificateFile },
    ],
    backend: {
      ...args.backend,
      tls: { caFile, name: args.serviceName },
      servers: Object.keys(args.servers).map((name, index) => ({
        name,
        address: addresses[index] ?? "",
        port: args.serverPort,
      })),
    },
    readinessPort: haproxyPorts.readiness,
    socketPath,
    stateFile: "/var/lib/haproxy/server-state",
    trafficTimeoutSec,
    hardStopAfterSec: trafficTimeoutSec,
  };
}

function planFiles(
  certificate: LeafCertificate,
  authority: CertificateAuthority,
): pulumi.Output<HaproxyPlan["files"]> {
  return pulumi
    .all([certificate.certificatePem, certificate.privateKeyPem, authority.certificatePem])
    .apply(([certificatePem, privateKeyPem, caPem]) => [
      { path: caFile, content: caPem, mode: "0644" },
      { path: certificateFile, content: `${certificatePem}${caPem}${privateKeyPem}`, mode: "0600" },
    ]);
}

function planHaproxy(
  identity: MachineIdentity,
  config: pulumi.Output<HaproxyConfig>,
  files: pulumi.Output<HaproxyPlan["files"]>,
  peers: readonly MachineIdentity[],
): pulumi.Output<HaproxyPlan> {
  const targets: pulumi.Output<SshTarget[]> = pulumi.all(peers.map(({ ssh }) => ssh));
  return pulumi.all([identity.ssh, config, files, targets]).apply(([target, text, contents, others]) => ({
    target,
    config: text,
    files: contents,
    peers: others.map((ssh) => ({ name: ssh.name, ssh, socketPath })),
  }));
}
