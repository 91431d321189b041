import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { measureStop } from "../../../bench/stop/measure-stop";
import type { LocalServer } from "../../../sandbox/carbon-kernel/local-server";
import { certificate, privateKey } from "../../sandbox/load/tiny-server-certificate";

/** Answers what is in flight, refuses what is new, and cuts what takes longer than it waits. */
async function startTinyServer(waitMs: number): Promise<LocalServer> {
  const server = createServer({ key: privateKey, cert: certificate }, (request, response) => {
    const delayMs = Number(new URL(request.url ?? "", "https://x").searchParams.get("delayMs") ?? 0);
    setTimeout(() => response.end("{}"), delayMs).unref();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const ended = new Promise<void>((resolve) => server.once("close", () => resolve()));
  return {
    httpsPort: (server.address() as AddressInfo).port,
    ended,
    stop: async () => {
      server.close();
      setTimeout(() => server.closeAllConnections(), waitMs);
    },
  } as LocalServer;
}

it("tells what was answered, what was cut, and what became of new requests", async () => {
  const measure = await measureStop("tiny", await startTinyServer(1_000), [0.4, 20]);
  expect(measure.inFlight.map(({ wantedSec, status, error }) => [wantedSec, status ?? error])).toEqual([
    [0.4, 200],
    [20, "ECONNRESET"],
  ]);
  expect([...new Set(measure.fresh.map(({ status, error }) => status ?? error))]).toEqual(["ECONNREFUSED"]);
  expect(measure.kept.filter(({ status }) => status !== undefined)).toEqual([]);
});
