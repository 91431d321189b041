import { readlink } from "node:fs/promises";
import { basename } from "node:path";
import type { CloudMachine } from "../cloud";
import { findInit, pathInside } from "../elb/inside-machine";

/** Where a node links the version that it runs: one of these, by its product. */
const homeLinks = ["/opt/wso2/integrator", "/opt/wso2/carbon", "/opt/wso2/appserver", "/opt/wso2/elb"];

/** The version that each machine links as its product, by primary address; machines without one are left out. */
export async function readVersions(machines: readonly CloudMachine[]): Promise<Map<string, string>> {
  const versions = new Map<string, string>();
  for (const { pid, addresses } of machines) {
    const [address] = addresses;
    if (pid === undefined || address === undefined) continue;
    for (const homeLink of homeLinks) {
      try {
        versions.set(address, basename(await readlink(pathInside(findInit(pid), homeLink))));
      } catch {
        // No such product there, or the machine is just starting.
      }
    }
  }
  return versions;
}
