/** Where a balancer reaches a server, and by which name of it. */
export interface Place {
  readonly balancer: string;
  /** `backend/server` */
  readonly line: string;
  readonly address: string;
}

export interface PlacedNode {
  readonly node: string;
  /** The addresses that its machine has; empty where it does not tell. */
  readonly own: readonly string[];
  readonly places: readonly Place[];
}

/** Reached from the balancer itself: a tunnel, or a machine that is both. */
const loopback = /^(127\.|::1$)/;

/**
 * Servers that lead to another machine than the node that they are to be: the roll would drain one machine and stop
 * the other.
 */
export function findMisplaced(nodes: readonly PlacedNode[]): string[] {
  return nodes.flatMap(({ node, own, places }) =>
    places
      .filter(({ address }) => own.length > 0 && !loopback.test(address) && !own.includes(address))
      .map(({ balancer, line, address }) => {
        const other = nodes.find((each) => each.node !== node && each.own.includes(address))?.node;
        const said = `${node} on ${balancer}: server ${line} leads to ${address}`;
        return other
          ? `${said}, which is ${other}: that one would be drained and ${node} stopped; correct ${node}'s variable server, or its address`
          : `${said}, and ${node} has ${own.join(", ")}: correct its variable server, or its address; where the network translates addresses, give the node a variable server_address of ${address}`;
      }),
  );
}

/** Prints what `parseAddresses` reads. */
export const listAddresses = "ip -o addr show 2> /dev/null || hostname -I 2> /dev/null || :";

/** Of `ip -o addr`, or a bare list; without loopback. */
export function parseAddresses(text: string): string[] {
  const found = /inet6? /.test(text)
    ? Array.from(text.matchAll(/\binet6? ([0-9a-fA-F.:]+)/g), ([, address = ""]) => address)
    : text.split(/\s+/).filter((word) => /^[0-9a-fA-F.:]*[.:][0-9a-fA-F.:]*$/.test(word));
  return found.filter((address) => !loopback.test(address));
}
