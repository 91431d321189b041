import { doorRange } from "../metadata/addresses";
import type { Fabric } from "./fabric";
import { ip, ipIn, listAddresses, listDevices, listNamespaces, listRoutes } from "./ip";
import { planAddresses, planCable, prefixOf } from "./plan-network";
import type { MachineRoute } from "./types";

/**
 * The machine's own network device, named as on EC2's Nitro instances: /sys in a machine is this computer's, where a
 * device of the same name would be taken for it.
 */
const nic = "ens5";

/** Marks the routes that are the VPC's, as `ip route` lists them. */
const routeProtocol = "77";

/** What the AMI's `linux-sysctl-defaults` sets: without it Debian 13's ping is for root alone. */
async function letPing(namespace: string): Promise<void> {
  const set = "echo 0 2147483647 > /proc/sys/net/ipv4/ping_group_range";
  await ip("netns", "exec", namespace, "sh", "-c", set);
}

async function setRoutesOf(
  where: readonly string[],
  device: string,
  routes: readonly MachineRoute[],
): Promise<void> {
  const present = await listRoutes(where, device, routeProtocol);
  for (const { destination, gateway } of routes) {
    if (present.some((each) => each.destination === destination && each.gateway === gateway)) continue;
    const to = [destination, "via", gateway, "dev", device, "proto", routeProtocol];
    await ip(...where, "route", "replace", ...to);
  }
  for (const { destination } of present) {
    if (routes.some((each) => each.destination === destination)) continue;
    await ip(...where, "route", "delete", destination, "dev", device, "proto", routeProtocol);
  }
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

  /** Leads this computer and all machines where the VPC's route tables lead. A machine that is led to has no route itself. */
  async setRoutes(routes: readonly MachineRoute[]): Promise<void> {
    const { id } = this.fabric;
    const namespaces = await this.fabric.machineNamespaces();
    await setRoutesOf([], id, routes);
    for (const namespace of namespaces) {
      const others = routes.filter(({ machine }) => namespace !== `${id}-${machine}`);
      // One that another call has just removed needs no routes.
      await setRoutesOf(["-n", namespace], nic, others).catch(() => undefined);
    }
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
