import type { ShownWorker } from "./manager-page";
import { workerName } from "./worker-view";

const standard: Readonly<Record<string, number>> = { http: 80, https: 443, ajp: 8009, h2: 443, h2c: 80 };

/** Where a worker leads, as other workers of the same node are found by. */
export function planLine(balancer: string, worker: ShownWorker) {
  const {
    scheme = "",
    host = "",
    port,
  } = /^(?<scheme>[a-z0-9]+):\/\/(?<host>\[[^\]]+\]|[^:/]+)(?::(?<port>\d+))?/.exec(worker.url)?.groups ?? {};
  return {
    backend: balancer,
    name: workerName(worker),
    address: host,
    port: Number(port ?? standard[scheme] ?? 0),
    ...{ fqdn: "", tracks: "" },
  };
}
