import { isHostAddress, parseRange } from "./ipv4";
import type { MachineNetwork, MachineSpec } from "./types";

const label = /^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$/;
const hostname = /^[a-zA-Z0-9]([a-zA-Z0-9.-]{0,62}[a-zA-Z0-9])?$/;

/** @throws Error when the id can't be one: it names a network device, and "-" ends it in other names. */
export function checkId(id: string): void {
  if (!/^[a-z][a-z0-9]{0,14}$/.test(id))
    throw new Error(`sandbox id "${id}": use 1 to 15 of a-z and 0-9, a letter first`);
}

/** @throws Error when the name can't be one: it names a folder, a namespace and a machine. */
export function checkName(name: string): void {
  if (!label.test(name))
    throw new Error(`machine name "${name}": use 1 to 40 of a-z, 0-9 and "-", no "-" at an end`);
}

/** @throws Error when one of the addresses can't be used in the network. */
export function checkAddresses(name: string, addresses: readonly string[], network: MachineNetwork): void {
  if (addresses.length === 0) throw new Error(`machine ${name} has no address; give it at least one`);
  const range = parseRange(network.cidr);
  for (const address of addresses) {
    if (!isHostAddress(range, address))
      throw new Error(`machine ${name}: ${address} is no host address of ${network.cidr}`);
    if (address === network.gateway)
      throw new Error(`machine ${name}: ${address} is the gateway's address; give another`);
  }
}

/** @throws Error that names the machine and the value that can't be used. */
export function checkSpec(spec: MachineSpec, network: MachineNetwork): void {
  checkName(spec.name);
  checkAddresses(spec.name, spec.addresses, network);
  if (!hostname.test(spec.hostname))
    throw new Error(`machine ${spec.name}: bad host name "${spec.hostname}"`);
}
