import { writeFile } from "node:fs/promises";
import { isIPv4 } from "node:net";
import { join } from "node:path";
import type { CloudClient, CloudLoadBalancer } from "../cloud";

interface Host {
  readonly key: string;
  readonly address: string;
}

/** What the stack's program gives out. */
export interface StackOutputs {
  /** `https://<name of the load balancer>`, a name that only AWS resolves. */
  readonly url: string;
  /** The name that clients ask for. */
  readonly host: string;
  readonly caPem: string;
  readonly nodes: readonly Host[];
  readonly loadBalancers: readonly Host[];
  readonly hostKeys: Readonly<Record<string, string>>;
  readonly sshUser: string;
  readonly sshPrivateKey: string;
  /** RFC 3339 by name. */
  readonly certificatesExpireAt?: Readonly<Record<string, string>>;
  /** Only of servers that have an administrator. */
  readonly adminPassword?: string;
  /** Only of system `api-manager`, as the three below. */
  readonly identityAdminPassword?: string;
  readonly gatewayHost?: string;
  readonly identityHost?: string;
}

/** The sandbox for a client on this computer. */
export interface SandboxView {
  /** Reachable as it stands. */
  readonly url: string;
  readonly host: string;
  readonly caFile: string;
  readonly nodes: readonly Host[];
  readonly loadBalancers: readonly Host[];
}

export function caFilePath(stateDir: string): string {
  return join(stateDir, "ca.pem");
}

export async function writeCaFile(stateDir: string, outputs: Pick<StackOutputs, "caPem">): Promise<void> {
  await writeFile(caFilePath(stateDir), outputs.caPem, { mode: 0o644 });
}

/**
 * The stack's outputs with addresses that are reachable here in place of names that only AWS resolves.
 *
 * @throws Error while the cloud has no such load balancer.
 */
export function planView(
  stateDir: string,
  outputs: Pick<StackOutputs, "url" | "host" | "nodes" | "loadBalancers">,
  balancers: readonly CloudLoadBalancer[],
): SandboxView {
  const url = new URL(outputs.url);
  // The address of a failover pair is reachable as it is.
  const balancer = isIPv4(url.hostname)
    ? { address: url.hostname }
    : balancers.find(({ dnsName }) => dnsName.toLowerCase() === url.hostname.toLowerCase());
  if (!balancer) throw new Error(`the sandbox's cloud has no load balancer ${url.hostname}`);
  return {
    url: `${url.protocol}//${balancer.address}`,
    host: outputs.host,
    caFile: caFilePath(stateDir),
    nodes: outputs.nodes,
    loadBalancers: outputs.loadBalancers,
  };
}

/** The same, of the cloud as it is now. */
export async function viewSandbox(
  stateDir: string,
  outputs: Pick<StackOutputs, "url" | "host" | "nodes" | "loadBalancers">,
  client: CloudClient,
): Promise<SandboxView> {
  return planView(stateDir, outputs, (await client.status()).loadBalancers);
}

/** A command line that asks the sandbox as a client on the internet would ask AWS. */
export function renderCurl({ url, host, caFile }: SandboxView): string {
  const { hostname, port } = new URL(url);
  const at = port || "443";
  return `curl --cacert ${caFile} --connect-to ${host}:${at}:${hostname}:${at} https://${host}/`;
}
