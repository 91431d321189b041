import { randomInt } from "node:crypto";
import { createServer } from "node:net";

/** Below what Linux gives to connections by itself (`ip_local_port_range`): such a port may go before it is used. */
const [first, end] = [20_000, 32_000];

/** A port of loopback that nobody has at this moment, and that no connection gets. */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < 100; tries++) {
    const port = randomInt(first, end);
    if (await isFree(port)) return port;
  }
  throw new Error(`no free port from ${first} to ${end}`);
}

function isFree(port: number): Promise<boolean> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}
