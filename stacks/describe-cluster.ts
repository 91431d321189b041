import * as pulumi from "@pulumi/pulumi";
import {
  type CertificateAuthority,
  findFirstEnd,
  HaproxyTier,
  type MachineIdentity,
  nameGiven,
  type SshAccess,
  type Wso2ElbTier,
  type Wso2Workload,
} from "../components";
import { addressOf } from "./edge-balancer";
import type { EdgeCertificate } from "./edge-certificate";

/** The outputs that a person asks for: where it is, what it trusts, how to get in. */
export function describeCluster(
  front: Parameters<typeof addressOf>[0],
  host: string,
  caPem: pulumi.Output<string>,
  access: SshAccess,
  nodes: Record<string, MachineIdentity>,
  tier: Pick<HaproxyTier | Wso2ElbTier, "identities">,
) {
  const list = (machines: Record<string, MachineIdentity>) =>
    Object.values(machines).map(({ key, address }) => ({ key, address }));
  const all = [...Object.values(nodes), ...Object.values(tier.identities)];
  return {
    url: pulumi.interpolate`https://${addressOf(front)}`,
    host,
    caPem,
    nodes: list(nodes),
    loadBalancers: list(tier.identities),
    hostKeys: Object.fromEntries(all.map(({ key, hostKey }) => [key, hostKey])),
    sshUser: access.user,
    sshPrivateKey: access.privateKey,
  };
}

/** What clients must trust: the private roots, and the root of a given certificate where it came with it. */
export function trustedByClients(
  { rootsPem }: CertificateAuthority,
  { rootPem = "" }: Pick<EdgeCertificate, "rootPem"> = {},
): pulumi.Output<string> {
  return rootsPem.apply((roots) => `${roots}${rootPem}`);
}

/** Until when each certificate is valid, and which of them ends first. */
export function describeCertificates(
  authority: CertificateAuthority,
  edge: EdgeCertificate | undefined,
  tier: HaproxyTier | Wso2ElbTier,
  workloads: readonly Pick<Wso2Workload, "certificatesExpireAt">[],
) {
  // Without a load balancer the tier itself shows it.
  const shownBy = edge?.arn ? "load balancer" : "HAProxy tier";
  const isTiers = edge !== undefined && edge.arn === undefined;
  const certificatesExpireAt = {
    "private root": authority.expiresAt,
    // One that AWS has is AWS's to renew.
    ...(edge && { [edge.isGiven ? nameGiven(shownBy) : shownBy]: edge.expiresAt }),
    ...(tier instanceof HaproxyTier
      ? !isTiers && { "HAProxy tier": tier.certificateExpiresAt }
      : tier.certificatesExpireAt),
    ...Object.assign({}, ...workloads.map(({ certificatesExpireAt }) => certificatesExpireAt)),
  };
  return { certificatesExpireAt, firstToExpire: pulumi.output(certificatesExpireAt).apply(findFirstEnd) };
}
