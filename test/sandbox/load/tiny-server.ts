import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import type * as http from "node:http";
import * as https from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { certificate, privateKey } from "./tiny-server-certificate";

/** What the server does with a request, besides answering it well. */
export type Fault = "reset" | "502" | "wrong body" | "wrong count" | "lost session" | "silent" | undefined;

/** Speaks as the Carbon stand-in does, on loopback, as wso2.example; faults as the test says. */
export class TinyServer {
  /** In order of arrival. */
  readonly requests: { url: string; host: string; cookie: string; method: string }[] = [];
  connections = 0;
  readonly caFile: string;
  private readonly folder = mkdtempSync(join(tmpdir(), "tiny-server-"));
  private readonly sessions = new Map<string, number>();
  private nextSession = 1;

  private constructor(
    private readonly server: https.Server,
    private readonly faultOf: (index: number) => Fault,
  ) {
    this.caFile = join(this.folder, "ca.pem");
    writeFileSync(this.caFile, certificate);
    server.on("secureConnection", () => {
      this.connections += 1;
    });
    server.on("request", (request, response) => this.answer(request, response));
  }

  static async start(faultOf: (index: number) => Fault = () => undefined): Promise<TinyServer> {
    const server = https.createServer({ key: privateKey, cert: certificate, keepAliveTimeout: 60_000 });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return new TinyServer(server, faultOf);
  }

  get url(): string {
    return `https://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
    rmSync(this.folder, { recursive: true });
  }

  private answer(request: http.IncomingMessage, response: http.ServerResponse): void {
    const fault = this.faultOf(this.requests.length);
    const { url = "", method = "", headers } = request;
    this.requests.push({ url, method, host: headers.host ?? "", cookie: headers.cookie ?? "" });
    let bodyBytes = 0;
    request.on("data", (chunk: Buffer) => {
      bodyBytes += chunk.length;
    });
    request.on("end", () => {
      const delayMs = Number(new URL(url, this.url).searchParams.get("delayMs"));
      if (fault === "silent") return;
      if (fault === "reset") request.socket.destroy();
      else setTimeout(() => this.finish(headers.cookie, bodyBytes, fault, response), delayMs);
    });
  }

  private finish(cookie: string | undefined, bodyBytes: number, fault: Fault, response: http.ServerResponse) {
    response.setHeader("X-Served-By", "node1");
    if (fault === "502") {
      response.writeHead(502).end("<html>Bad Gateway</html>");
      return;
    }
    if (fault === "wrong body") {
      response.end("<html>Welcome</html>");
      return;
    }
    const known = /JSESSIONID=(\w+)/.exec(cookie ?? "")?.[1] ?? "";
    const keeps = this.sessions.has(known) && fault !== "lost session";
    const sessionId = keeps ? known : `S${this.nextSession++}`;
    const sessionRequests = (keeps ? (this.sessions.get(known) ?? 0) : 0) + 1;
    this.sessions.set(sessionId, sessionRequests);
    if (!keeps)
      response.setHeader("Set-Cookie", [`JSESSIONID=${sessionId}; Path=/; HttpOnly`, "AWSELB=balancer1"]);
    const counted = fault === "wrong count" ? bodyBytes - 1 : bodyBytes;
    response.end(
      JSON.stringify({ node: "node1", version: "1.0", sessionId, sessionRequests, bodyBytes: counted }),
    );
  }
}
