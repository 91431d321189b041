import type { BackendPlan } from "../plan-backends";
import {
  type BalancerFiles,
  renderForgetServers,
  renderMarkJoined,
  renderWriteRecord,
} from "./balancer-files";
import type { PeerFacts } from "./peer-facts";
import type { HaproxyProcess } from "./process";

/** Servers, as `backend/server`, that count for the floor: those that serve now, served before, or serve on a peer. */
function findJoined(
  { backend, admin }: BackendPlan,
  known: BalancerFiles,
  peers: readonly PeerFacts[],
  before: HaproxyProcess,
): string[] {
  const isNew = !before.rows.some((row) => row.be_name === backend.name);
  const isUp = (name: string) =>
    before.up.some((line) => line.name === name && (isNew || line.backend === backend.name));
  const joinedElsewhere = (name: string) => [...known.joined].some((line) => line.endsWith(`/${name}`));
  return backend.servers.flatMap(({ name }) => {
    const key = `${backend.name}/${name}`;
    const serves = admin.get(name) === "ready" && (isUp(name) || (isNew && joinedElsewhere(name)));
    const isJoined = known.joined.has(key) || serves || peers.some((peer) => peer.joined.has(key));
    return isJoined ? [key] : [];
  });
}

/** Shell text that writes down which servers count for the floor, and why those that are out are. */
export function renderMarks(
  plans: readonly BackendPlan[],
  known: BalancerFiles,
  peers: readonly PeerFacts[],
  before: HaproxyProcess,
): string {
  const kept = new Set(
    plans.flatMap(({ backend, servers }) => servers.map(({ name }) => `${backend.name}/${name}`)),
  );
  const gone = [...known.joined, ...known.records.keys()].filter((server) => !kept.has(server));
  // A server that starts here as a peer has it is out for the same reason.
  const records = new Map(peers.flatMap((peer) => [...peer.records]));
  const taken = [...records].filter(([server]) => kept.has(server) && !known.records.has(server));
  return [
    renderForgetServers(gone),
    renderMarkJoined(plans.flatMap((plan) => findJoined(plan, known, peers, before))),
    ...taken.map(([server, record]) => renderWriteRecord(server, record)),
  ].join("\n");
}
