import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer, type Server } from "node:https";

/** A node that imitates what a product answers: redirects and cookies are what a test asks for in its query. */
export class StandIn {
  readonly asked: {
    readonly method: string;
    readonly url: string;
    readonly headers: IncomingMessage["headers"];
  }[] = [];
  /** Of the check's page. */
  healthy = true;
  /** How long an answer takes, in milliseconds. */
  delayMs = 0;
  private readonly servers: Server[] = [];

  constructor(
    readonly key: string,
    readonly address: string,
    private readonly leaf: { readonly cert: string; readonly key: string },
  ) {}

  /** @returns the port, where 0 was asked for. */
  listen(port: number): Promise<number> {
    const server = createServer({ ...this.leaf, keepAliveTimeout: 30_000 }, (request, response) =>
      this.answer(request, response),
    );
    this.servers.push(server);
    return new Promise((resolve, reject) => {
      server.once("error", reject);
      server.listen(port, this.address, () => resolve((server.address() as { port: number }).port));
    });
  }

  async close(): Promise<void> {
    await Promise.all(
      this.servers.splice(0).map((server) => {
        server.closeAllConnections();
        return new Promise((resolve) => server.close(resolve));
      }),
    );
  }

  private answer(request: IncomingMessage, response: ServerResponse): void {
    const { pathname, searchParams } = new URL(request.url ?? "/", "https://any");
    if (pathname === "/health") {
      response.writeHead(this.healthy ? 200 : 503).end();
      return;
    }
    this.asked.push({ method: request.method ?? "", url: request.url ?? "", headers: request.headers });
    const location = searchParams.get("location");
    const cookies = searchParams.getAll("cookie");
    if (location !== null) response.setHeader("location", location);
    if (cookies.length > 0) response.setHeader("set-cookie", cookies);
    request.resume();
    const body = searchParams.get("body") ?? this.key;
    if (searchParams.has("type")) response.setHeader("content-type", searchParams.get("type") ?? "");
    const end = () => response.writeHead(location === null ? 200 : 302).end(body);
    if (this.delayMs > 0) setTimeout(end, this.delayMs);
    else end();
  }
}
