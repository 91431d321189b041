import { apiAddress, metadataAddress } from "../metadata/addresses";
import { ip, ipIn, listDevices, listKnownRanges, listNamespaces } from "./ip";
import { findOverlap, NetworkInUseError, planCable, prefixOf } from "./plan-network";
import type { MachineNetwork } from "./types";

/** The bridge's name in its namespace, and the bridge's end of the cable to this computer. */
const bridge = "bridge";
export const uplink = "host";

/**
 * The switch all machines of a sandbox are plugged into. The bridge stands in a namespace of its own, where no
 * firewall rule of this computer applies to what machines say to each other; a cable whose near end is the
 * device `<id>` gives this computer the gateway's address.
 */
export class Fabric {
  constructor(
    readonly id: string,
    readonly network: MachineNetwork,
  ) {}

  /** The bridge's own hardware address. */
  get mac(): string {
    return planCable(this.id, bridge, metadataAddress).mac;
  }

  /** @throws NetworkInUseError when this computer already reaches addresses of the network another way. */
  async create(): Promise<void> {
    const { id, network } = this;
    const overlap = findOverlap(network.cidr, await listKnownRanges(), id);
    if (overlap) throw new NetworkInUseError(network.cidr, overlap);
    if (!(await listNamespaces()).includes(id)) await ip("netns", "add", id);
    if (!(await listDevices(id)).includes(bridge)) await ipIn(id, "link", "add", bridge, "type", "bridge");
    // A bridge without a hardware address of its own takes the lowest of its ports': each machine that comes or goes could
    // change it, and the door's addresses below would be out of the machines' reach until they ask for it anew.
    await ipIn(id, "link", "set", bridge, "address", this.mac);
    if (!(await listDevices()).includes(id))
      await ip("link", "add", id, "type", "veth", "peer", "name", uplink, "netns", id);
    await ipIn(id, "link", "set", uplink, "master", bridge, "up");
    await ipIn(id, "link", "set", bridge, "up");
    await ip("address", "replace", `${network.gateway}/${prefixOf(network)}`, "dev", id);
    await ip("link", "set", id, "up");
    await this.openDoor();
  }

  /** Addresses of EC2's own services, for what answers at them in the switch's namespace. */
  private async openDoor(): Promise<void> {
    const { id, network } = this;
    await ipIn(id, "link", "set", "lo", "up");
    for (const address of [metadataAddress, apiAddress])
      await ipIn(id, "address", "replace", `${address}/32`, "dev", bridge);
    await ipIn(id, "route", "replace", network.cidr, "dev", bridge);
  }

  /** Namespaces of this sandbox's machines. */
  async machineNamespaces(): Promise<string[]> {
    return (await listNamespaces()).filter((name) => name.startsWith(`${this.id}-`));
  }

  async destroy(): Promise<void> {
    if ((await listDevices()).includes(this.id)) await ip("link", "delete", this.id);
    if ((await listNamespaces()).includes(this.id)) await ip("netns", "delete", this.id);
  }
}
