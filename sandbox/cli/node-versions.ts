import { readdir, readlink } from "node:fs/promises";
import { basename, join } from "node:path";
import type { CloudMachine } from "../cloud";
import { findInit, pathInside } from "../elb/inside-machine";

/** Where a node keeps its product's versions, and a link to the one that runs. */
const directory = "/opt/wso2";

/** The version that each machine links as its product, by primary address; machines without one are left out. */
export async function readVersions(machines: readonly CloudMachine[]): Promise<Map<string, string>> {
  const versions = new Map<string, string>();
  for (const { pid, addresses } of machines) {
    const [address] = addresses;
    if (pid === undefined || address === undefined) continue;
    try {
      const inside = pathInside(findInit(pid), directory);
      const found = await readdir(inside, { withFileTypes: true });
      const link = found.find((each) => each.isSymbolicLink());
      if (link) versions.set(address, basename(await readlink(join(inside, link.name))));
    } catch {
      // No product there, or the machine is just starting.
    }
  }
  return versions;
}
