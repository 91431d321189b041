import type { GroupFacts } from "../rolling/membership/member";
import type { OutRecord } from "../rolling/membership/out-record";
import type { FloorPolicy } from "../rolling/membership/plans";
import { planNodeView, type SeenOfElb } from "./node-view";

/** What an ELB says of a domain, by its log, its machine's routes, and what a roll wrote down there. */
export function planGroupFacts(
  domain: string,
  nodes: Readonly<Record<string, string>>,
  view: SeenOfElb,
  files: {
    readonly records: ReadonlyMap<string, OutRecord>;
    readonly floors: ReadonlyMap<string, FloorPolicy>;
    readonly joined: ReadonlySet<string>;
  },
): GroupFacts {
  const hasJoined = (name: string) => files.joined.has(`${domain}/${name}`);
  // One that a first deployment is yet to bring is none of its servers, and is not missed.
  const known = Object.entries(nodes).filter(
    ([name, address]) => view.log.members.has(address) || view.closed.has(address) || hasJoined(name),
  );
  const servers = known.map(([name, address]) => planNodeView(name, address, view));
  const ofDomain = [...files.records].filter(([key]) => key.startsWith(`${domain}/`));
  return {
    servers,
    joined: servers.filter(({ name, up }) => up || hasJoined(name)).map(({ name }) => name),
    floors: files.floors.get(domain),
    records: ofDomain.map(([, record]) => record),
  };
}
