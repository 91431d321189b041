import { uplink } from "./fabric";
import { planCable } from "./plan-network";
import type { MachineNetwork, PublicAddress } from "./types";

const table = "table bridge internet_gateway";

/**
 * Rules of the switch for nft, in one step in the place of those before: what this computer sends to a public address
 * gets the private one that holds it, and what that one sends out of the network gets the public one.
 *
 * @param id Of the sandbox.
 */
export function renderTranslation(
  id: string,
  network: MachineNetwork,
  addresses: readonly PublicAddress[],
): string {
  const held = addresses.flatMap(({ address, leadsTo }) =>
    leadsTo === undefined ? [] : { address, leadsTo },
  );
  const inwards = held.map(({ address, leadsTo }) => {
    const { mac } = planCable(id, "", leadsTo);
    return `iifname "${uplink}" ip daddr ${address} ether daddr set ${mac} ip daddr set ${leadsTo}`;
  });
  const outwards = held.map(
    ({ address, leadsTo }) =>
      `oifname "${uplink}" ip saddr ${leadsTo} ip daddr != ${network.cidr} ip saddr set ${address}`,
  );
  // A table that is not there can't be deleted.
  return [
    table,
    `delete ${table}`,
    `${table} {`,
    renderChain("prerouting", -300, inwards),
    renderChain("postrouting", 300, outwards),
    "}\n",
  ].join("\n");
}

function renderChain(hook: string, priority: number, rules: readonly string[]): string {
  const begin = `type filter hook ${hook} priority ${priority}; policy accept;`;
  return [`chain ${hook} {`, begin, ...rules, "}"].join("\n");
}
