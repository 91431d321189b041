import { doorRange } from "../metadata/addresses";
import type { Fabric } from "./fabric";
import { ip, ipIn, listAddresses, listDevices, listNamespaces } from "./ip";
import { planAddresses, planCable, prefixOf } from "./plan-network";

/** The machine's own network device. */
const nic = "eth0";

/** What the AMI's `linux-sysctl-defaults` sets: without it Debian 13's ping is for root alone. */
async function letPing(namespace: string): Promise<void> {
  const set = "echo 0 2147483647 > /proc/sys/net/ipv4/ping_group_range";
  await ip("netns", "exec", namespace, "sh", "-c", set);
}

/** Plugs machines into the fabric, and gives them their addresses from outside. */
export class Cabling {
  constructor(readonly fabric: Fabric) {}

  /** A fresh namespace, cabled, with the addresses and the default route; returns its name. */
  async plug(machine: string, addresses: readonly string[]): Promise<string> {
    const { id, network } = this.fabric;
    const { namespace, port, mac } = planCable(id, machine, addresses[0] ?? "");
    const peer = ["peer", "name", nic, "address", mac, "netns", namespace];
    await ip("netns", "add", namespace);
    await ipIn(namespace, "link", "set", "lo", "up");
    await letPing(namespace);
    await ipIn(id, "link", "add", port, "type", "veth", ...peer);
    await ipIn(id, "link", "set", port, "master", "bridge", "up");
    await ipIn(namespace, "link", "set", nic, "up");
    await this.setAddresses(machine, [], addresses);
    await ipIn(namespace, "route", "replace", "default", "via", network.gateway);
    await ipIn(namespace, "route", "replace", doorRange, "dev", nic);
    return namespace;
  }

  /** @param given what was set before; addresses the machine took itself stay. */
  async setAddresses(machine: string, given: readonly string[], wanted: readonly string[]): Promise<void> {
    const namespace = `${this.fabric.id}-${machine}`;
    const present = await listAddresses(namespace, nic);
    const plan = planAddresses(
      present.map(({ address }) => address),
      given,
      wanted,
    );
    const prefix = prefixOf(this.fabric.network);
    for (const address of plan.add)
      await ipIn(namespace, "address", "add", `${address}/${prefix}`, "dev", nic);
    for (const { address, prefix: length } of present.filter(({ address }) => plan.remove.includes(address)))
      await ipIn(namespace, "address", "delete", `${address}/${length}`, "dev", nic);
    await Promise.all(plan.add.map((address) => this.#forgetNeighbour(address)));
  }

  async unplug(machine: string): Promise<void> {
    const { id } = this.fabric;
    const { namespace, port } = planCable(id, machine, "");
    const namespaces = await listNamespaces();
    if (namespaces.includes(id) && (await listDevices(id)).includes(port))
      await ipIn(id, "link", "delete", port);
    if (namespaces.includes(namespace)) await ip("netns", "delete", namespace);
  }

  /** Makes everybody ask again who has the address: it may have moved from another machine. */
  async #forgetNeighbour(address: string): Promise<void> {
    const flush = ["neighbour", "flush", "to", address];
    const namespaces = await this.fabric.machineNamespaces();
    // A namespace that another call has just removed holds no stale entry either.
    await Promise.all([ip(...flush), ...namespaces.map((one) => ipIn(one, ...flush).catch(() => ""))]);
  }
}
