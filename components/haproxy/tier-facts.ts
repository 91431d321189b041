import * as pulumi from "@pulumi/pulumi";
import type { Problem } from "../validation/problems";
import { checkTier } from "./check-tier";
import type { HaproxyConfig } from "./config-model";
import type { HaproxyPlan } from "./haproxy-plan";
import type { HaproxyTierArgs, TierCertificate } from "./haproxy-tier-args";
import { planMaxConnections } from "./plan-max-connections";
import {
  backendsWith,
  countFrontends,
  planCertificateNames,
  planEdge,
  planEdgeDrain,
  planTierConfig,
  type TierFacts,
} from "./plan-tier";
import { planTierFiles } from "./plan-tier-files";

/** What only running machines tell. */
interface Known {
  readonly addresses: readonly string[];
  readonly edgeCidrs: readonly string[];
  readonly instanceType: string;
}

function tierFacts(args: HaproxyTierArgs, { addresses, edgeCidrs, instanceType }: Known): TierFacts {
  const { nodes, ...backend } = args.backend;
  const { frontends, backends, statistics, metrics, syslog, ciphers } = args;
  return {
    ...{ backend, serverPort: args.serverPort, serviceName: args.serviceName },
    serverKeys: Object.keys(args.servers),
    ...{ addresses, frontends, backends, metrics, syslog, backendNodes: nodes },
    trafficTimeoutSec: args.trafficTimeoutSec ?? 300,
    edge: planEdge(args.edges ?? [], edgeCidrs, args.edgeChecksByProxy),
    edgeDrainSec: planEdgeDrain(args.edges ?? []),
    maxConnections: args.maxConnections ?? planMaxConnections(instanceType, countFrontends(frontends)),
    ciphers: ciphers ?? (frontends ? "intermediate" : undefined),
    statistics: statistics && { user: statistics.user, cidrs: statistics.cidrs },
  };
}

/** With a value in place of each that is not known before the machines are. */
function examined(args: HaproxyTierArgs): TierFacts {
  const addresses = Object.keys(args.servers).map(() => "127.0.0.1");
  const edgeCidrs = (args.edgeCidrs ?? []).map(() => "127.0.0.0/8");
  return tierFacts(args, { addresses, edgeCidrs, instanceType: "t3.small" });
}

/** All that is wrong with a tier's input, before anything is registered. */
export function tierProblems(args: HaproxyTierArgs): Problem[] {
  return checkTier({
    instanceKeys: Object.keys(args.instances),
    facts: examined(args),
    host: args.host,
  });
}

/** An instance has one instance profile. */
export function profileProblems({ machine, edges = [] }: HaproxyTierArgs): Problem[] {
  const isTaken =
    machine.logs !== undefined && edges.some(({ instanceProfile }) => instanceProfile !== undefined);
  const reason =
    "needs an instance profile, and the machines of a failover pair have the pair's; take logs from the pair by syslog, or an NLB in place of the pair";
  return isTaken ? [{ propertyPath: "machine.logs", reason }] : [];
}

/** The backends that each node is in. */
export function backendsByNode(args: HaproxyTierArgs): (node: string) => string[] {
  const config = planTierConfig(examined(args));
  return (node) => backendsWith(config, node);
}

/** Names in the tier's own certificate; the first is its common name. */
export function certificateNames(args: HaproxyTierArgs): string[] {
  return planCertificateNames(args.host, args.hosts, args.frontends);
}

/** The configuration that every machine has. */
export function tierConfig(args: HaproxyTierArgs): pulumi.Output<HaproxyConfig> {
  const addresses = pulumi.all(Object.values(args.servers).map(({ address }) => address));
  return pulumi
    .all([addresses, pulumi.all(args.edgeCidrs ?? []), args.machine.instanceType])
    .apply(([known, edgeCidrs, instanceType]) =>
      planTierConfig(tierFacts(args, { addresses: known, edgeCidrs, instanceType })),
    );
}

/** The files that it names; secret. */
export function tierFiles(
  { authority, statistics }: HaproxyTierArgs,
  { certificatePem, privateKeyPem, chainPem = "" }: TierCertificate,
): pulumi.Output<HaproxyPlan["files"]> {
  const texts = [certificatePem, pulumi.secret(privateKeyPem), chainPem, authority.trustedPem];
  const certificates = pulumi
    .all(texts)
    .apply(([certificate = "", privateKey = "", chain = "", trusted = ""]) => ({
      ...{ certificate, privateKey, chain, trusted },
    }));
  if (!statistics) return certificates.apply((pem) => planTierFiles(pem));
  return pulumi
    .all([certificates, pulumi.secret(statistics.password)])
    .apply(([pem, password]) => planTierFiles(pem, { user: statistics.user, password }));
}
