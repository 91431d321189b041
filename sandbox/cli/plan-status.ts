import { type CertificateEnd, listCertificateEnds } from "../../components/cli/certificate-ends";
import { listServers, type ServerStatus } from "../../components/cli/render-status";
import type { RollStatus } from "../../components/cli/run-roll";
import type { CloudStatus } from "../cloud";
import type { StackOutputs } from "./sandbox-view";

/** The live state of a sandbox. */
export interface SandboxStatus {
  readonly stack: string;
  readonly url: string;
  /** The classic ELBs and what they send to, by the machine's key. */
  readonly elbs: readonly {
    readonly name: string;
    readonly address: string;
    readonly members: readonly { readonly key: string; readonly state: string; readonly lastCheck: string }[];
    readonly problem?: string;
  }[];
  readonly servers: readonly ServerStatus[];
  readonly nodes: readonly {
    readonly key: string;
    readonly address: string;
    readonly machine: string;
    /** What is installed as the running version: `wso2mi-4.4.0`. */
    readonly version?: string;
  }[];
  readonly unreachable: RollStatus["unreachable"];
  readonly problems: readonly string[];
  /** Those that end within 60 days. */
  readonly certificates: readonly CertificateEnd[];
}

/**
 * Puts together what the cloud, the HAProxies and the machines say.
 *
 * @param versions Of the nodes, by address.
 */
export function planStatus(
  stack: string,
  url: string,
  outputs: Pick<StackOutputs, "nodes" | "loadBalancers" | "certificatesExpireAt">,
  cloud: CloudStatus,
  roll: RollStatus,
  versions: ReadonlyMap<string, string>,
  now = new Date(),
): SandboxStatus {
  const machineAt = (address: string) => cloud.machines.find(({ addresses }) => addresses[0] === address);
  const keys = new Map(
    [...outputs.nodes, ...outputs.loadBalancers].map(({ key, address }) => [machineAt(address)?.name, key]),
  );
  return {
    stack,
    url,
    elbs: cloud.loadBalancers.map(({ name, address, instances, problem }) => ({
      name,
      address,
      members: instances.map(({ instanceId, state, lastCheck }) => ({
        key: keys.get(instanceId) ?? instanceId,
        state,
        lastCheck,
      })),
      ...(problem === undefined ? {} : { problem }),
    })),
    servers: listServers(roll),
    nodes: outputs.nodes.map(({ key, address }) => ({
      key,
      address,
      machine: machineAt(address)?.state ?? "missing",
      version: versions.get(address),
    })),
    unreachable: roll.unreachable,
    problems: cloud.problems,
    certificates: listCertificateEnds(outputs, now),
  };
}
