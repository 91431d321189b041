import { createServer, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";

const listen = (server: Server, port: number, address: string) =>
  new Promise<number>((resolve, reject) =>
    server.once("error", reject).listen(port, address, () => resolve((server.address() as AddressInfo).port)),
  );

/** Nodes on addresses of loopback, and what sends requests to those in `members`, one a connection, in turn. */
export class FakeElb {
  port = 0;
  nodePort = 0;
  members: string[] = [];
  private turn = 0;
  private readonly servers: Server[] = [];

  async start(addresses: readonly string[]): Promise<void> {
    for (const address of addresses) {
      const node = createServer((_, response) => response.setHeader("connection", "close").end(address));
      this.servers.push(node);
      this.nodePort = await listen(node, this.nodePort, address);
    }
    const elb = createServer((asked, response) => {
      const host = this.members[this.turn++ % this.members.length];
      if (host === undefined || asked.headers.host !== "as.example") {
        response.writeHead(503).end("No application members available");
        return;
      }
      request({ host, port: this.nodePort, path: asked.url, agent: false }, (answer) => answer.pipe(response))
        .once("error", () => response.writeHead(502).end())
        .end();
    });
    this.servers.push(elb);
    this.port = await listen(elb, 0, "127.0.0.1");
  }

  stop(): void {
    for (const server of this.servers) {
      server.closeAllConnections();
      server.close();
    }
  }
}
