import { Agent, request } from "node:http";
import { host } from "../site-fixture";

/** What a client saw that was no answer of a node. */
export interface LoadResult {
  readonly sent: number;
  /** Sent once more, as every client does whose connection was closed while it was idle (RFC 9112, 9.3.1). */
  readonly again: number;
  readonly failures: readonly string[];
}

/** Clients that ask without a pause until they are stopped: half of them with a session's cookie, as browsers. */
export function startLoad(
  port: number,
  paths: readonly string[],
  clients: number,
): () => Promise<LoadResult> {
  let [going, sent, again] = [true, 0, 0];
  const failures: string[] = [];
  // No `maxSockets`: a request that waited for a socket gets a used one that Node does not call `reusedSocket`.
  const agent = new Agent({ keepAlive: true });
  const one = (path: string, cookie: string | undefined): Promise<string | undefined> =>
    new Promise<string | undefined>((resolve) => {
      sent++;
      const headers = { host, ...(cookie ? { cookie } : {}) };
      const asked = request({ host: "127.0.0.1", port, path, headers, agent }, (response) => {
        const [given] = response.headers["set-cookie"] ?? [];
        let body = "";
        response.on("data", (chunk) => {
          body += chunk;
        });
        response.once("error", (error) => failures.push(`${path}: ${error.message}`));
        response.once("end", () => {
          if (response.statusCode !== 200 || !/^apim\d$/.test(body)) {
            failures.push(`${path}: ${response.statusCode} ${body.slice(0, 80)}`);
          }
          resolve(given?.split(";")[0] ?? cookie);
        });
      });
      asked.once("error", (error) => {
        if (asked.reusedSocket) {
          again++;
          resolve(one(path, cookie));
          return;
        }
        failures.push(`${path}: ${error.message}`);
        resolve(cookie);
      });
      asked.end();
    });
  const client = async (index: number) => {
    let cookie: string | undefined;
    while (going) {
      const path = paths[index % paths.length] ?? "/";
      const next = await one(path, index % 2 === 0 ? cookie : undefined);
      cookie = next;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  };
  const all = Array.from({ length: clients }, (_, index) => client(index));
  return async () => {
    going = false;
    await Promise.all(all);
    agent.destroy();
    return { sent, again, failures };
  };
}
