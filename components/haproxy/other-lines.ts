import type { ServerView } from "./server-view";

type Line = Pick<ServerView, "backend" | "name" | "address" | "port" | "fqdn" | "tracks">;

/** `backend/server` */
export function lineKey({ backend, name }: Pick<Line, "backend" | "name">): string {
  return `${backend}/${name}`;
}

/**
 * The other lines of one HAProxy that lead to the same node, and so must leave with it:
 *
 * - the same address and port, in whichever backend and under whichever name;
 * - the same address under the same name, at another port;
 * - any other port of the same address or name, where no other server of the node's backend has that address: then
 *   it is a machine's own;
 * - what tracks one of these: HAProxy takes it out together with that.
 *
 * @param alone Lines that stay as they are whatever happens to the node, as `backend/server` or `backend`.
 */
export function findOtherLines<T extends Line>(
  own: Line,
  servers: readonly T[],
  alone: readonly string[] = [],
): T[] {
  const others = servers.filter((line) => lineKey(line) !== lineKey(own));
  const neighbours = others.filter(({ backend, name }) => backend === own.backend && name !== own.name);
  const isOwn = (value: string, of: (line: Line) => string) =>
    value !== "" && neighbours.every((line) => of(line) !== value);
  const ownsAddress = isOwn(own.address, ({ address }) => address);
  const ownsName = isOwn(own.fqdn, ({ fqdn }) => fqdn);
  const isSame = (line: Line) => {
    if (ownsName && line.fqdn === own.fqdn) return true;
    if (own.address === "" || line.address !== own.address) return false;
    return isSamePort(line, own) || line.name === own.name || ownsAddress;
  };
  const found = new Set(others.filter(isSame));
  for (;;) {
    const known = [own, ...found];
    const more = others.filter(
      (line) => !found.has(line) && known.some((each) => line.tracks === lineKey(each)),
    );
    if (more.length === 0) break;
    for (const line of more) found.add(line);
  }
  return others.filter(
    (line) => found.has(line) && !alone.includes(line.backend) && !alone.includes(lineKey(line)),
  );
}

/** Port 0 is whichever the client came to. */
function isSamePort(left: Line, right: Line): boolean {
  return left.port === right.port || left.port === 0 || right.port === 0;
}
