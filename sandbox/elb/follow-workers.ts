import { parseStats } from "./parse-stats";
import { healthBackend } from "./render-elb-config";

/** A server of a health backend in one worker. */
interface WorkerServer {
  readonly name: string;
  readonly address: string;
  readonly status: string;
}

function readServers(csv: string, backend: string): WorkerServer[] {
  return parseStats(csv)
    .filter(({ pxname, svname }) => pxname === backend && svname !== "BACKEND")
    .map(({ svname = "", addr = "", status = "" }) => ({
      name: svname,
      address: addr.replace(/:\d+$/, ""),
      status,
    }));
}

/** Addresses that the worker has in service. */
export function readInService(csv: string, backend = healthBackend): Set<string> {
  const up = readServers(csv, backend).filter(({ status }) => status.startsWith("UP"));
  return new Set(up.map(({ address }) => address));
}

const set = (backend: string, name: string, what: string) => `set server ${backend}/${name} ${what}`;

/** Commands that take every other address out of a worker. */
export function planTakeOut(csv: string, stays: ReadonlySet<string>, backend = healthBackend): string[] {
  return readServers(csv, backend)
    .filter(({ address, status }) => !stays.has(address) && !status.startsWith("MAINT"))
    .map(({ name }) => set(backend, name, "state maint"));
}

/**
 * Commands that make a worker that only finishes old connections agree with the one that serves: it checks
 * nothing any more, and knows a replaced instance by the id before. An ELB has no such memory.
 */
export function planFollowing(
  csv: string,
  inService: ReadonlySet<string>,
  backend = healthBackend,
): string[] {
  const back = readServers(csv, backend).filter(
    ({ address, status }) => inService.has(address) && !status.startsWith("UP"),
  );
  return [
    ...planTakeOut(csv, inService, backend),
    ...back.flatMap(({ name }) => [set(backend, name, "state ready"), set(backend, name, "health up")]),
  ];
}
