import { Agent, request } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";

/** What came of the requests so far. */
export interface TrafficReport {
  readonly sent: number;
  readonly failures: readonly string[];
  readonly byNode: Readonly<Record<string, number>>;
}

interface Answer {
  readonly status: number;
  readonly body: string;
  readonly cookie?: string;
}

function send(url: string, agent: Agent | false, method: string, cookie?: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const headers = { host: "wso2.example", ...(cookie ? { cookie } : {}) };
    const call = request(url, { agent, method, headers }, (response) => {
      let body = "";
      response.setEncoding("utf8");
      response.on("data", (chunk: string) => {
        body += chunk;
      });
      response.once("error", reject);
      response.once("end", () =>
        resolve({
          status: response.statusCode ?? 0,
          body,
          cookie: response.headers["set-cookie"]?.[0]?.split(";")[0],
        }),
      );
    });
    call.once("error", reject);
    call.end(method === "POST" ? "x".repeat(2000) : undefined);
  });
}

/** Requests at every balancer for as long as the work takes. */
export async function underTraffic(
  urls: readonly string[],
  work: () => Promise<unknown>,
): Promise<TrafficReport> {
  const traffic = new Traffic(urls);
  try {
    await work();
  } catch (error) {
    await traffic.stop();
    throw error;
  }
  return traffic.stop();
}

/**
 * Clients with kept connections, with new ones, with a session, and with slow requests, all of which
 * want an answer every time.
 */
class Traffic {
  private running = true;
  private sent = 0;
  private readonly failures: string[] = [];
  private readonly byNode: Record<string, number> = {};
  private readonly clients: Promise<void>[];

  constructor(urls: readonly string[]) {
    this.clients = urls.flatMap((url) => [
      this.client(url, { kept: true, method: "GET", path: "/", pauseMs: 40 }),
      this.client(url, { kept: true, method: "POST", path: "/", pauseMs: 60 }),
      this.client(url, { kept: false, method: "GET", path: "/", pauseMs: 80 }),
      this.client(url, { kept: true, method: "GET", path: "/", pauseMs: 100, sticky: true }),
      this.client(url, { kept: true, method: "GET", path: "/?delayMs=1500", pauseMs: 10 }),
    ]);
  }

  async stop(): Promise<TrafficReport> {
    this.running = false;
    await Promise.all(this.clients);
    return { sent: this.sent, failures: this.failures, byNode: this.byNode };
  }

  private async client(
    url: string,
    kind: { kept: boolean; method: string; path: string; pauseMs: number; sticky?: boolean },
  ): Promise<void> {
    const agent = kind.kept ? new Agent({ keepAlive: true, maxSockets: 1 }) : false;
    let cookie: string | undefined;
    while (this.running) {
      this.sent += 1;
      try {
        const answer = await send(`${url}${kind.path}`, agent, kind.method, cookie);
        if (answer.status !== 200) throw new Error(`${answer.status} ${answer.body.slice(0, 100)}`);
        if (kind.sticky) cookie = answer.cookie ?? cookie;
        const { node } = JSON.parse(answer.body) as { node: string };
        this.byNode[node] = (this.byNode[node] ?? 0) + 1;
      } catch (error) {
        this.failures.push(`${new Date().toISOString()} ${kind.method} ${url}${kind.path}: ${String(error)}`);
      }
      await sleep(kind.pauseMs);
    }
    if (agent) agent.destroy();
  }
}
