import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer as createPlain, type Server } from "node:http";
import { createServer as createTls } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { planTierConfig } from "../../../components/haproxy/plan-tier";
import { renderBackend } from "../../../components/haproxy/render-backend";
import { askSocket } from "../../support/ask-socket";
import { describeHaproxies } from "../../support/haproxies";
import { makeCertificates } from "./made-certificates";

/** On the loopback range each node has an address of its own, with the same ports on all of them. */
const nodes = ["good", "expired", "stranger", "misnamed", "closed", "starting"];
const address = (node: string) => `127.0.9.${nodes.indexOf(node) + 1}`;

describeHaproxies("a server's check: $title", ({ program }) => {
  const folder = mkdtempSync(join(tmpdir(), "traffic-check-"));
  const servers: Server[] = [];
  let process_: ChildProcess | undefined;
  let [trafficPort, pagePort, frontPort] = [0, 0, 0];

  const ask = (command: string) => askSocket(join(folder, "sock"), command);
  const states = async () => {
    const rows = (await ask("show stat")).split("\n").filter((row) => row.startsWith("PRD_wso2ei,"));
    const cells = rows.map((row) => row.split(","));
    const found = cells.flatMap((cell) => (nodes.includes(cell[1] ?? "") ? [[cell[1], cell[17]]] : []));
    return Object.fromEntries(found) as Record<string, string>;
  };
  const listen = (server: Server, port: number, host: string) =>
    new Promise<number>((resolve, reject) => {
      servers.push(server);
      server
        .once("error", reject)
        .listen(port, host, () => resolve((server.address() as { port: number }).port));
    });

  beforeAll(async () => {
    const made = await makeCertificates(folder);
    const page = (node: string) =>
      createPlain((_, response) => response.writeHead(node === "starting" ? 503 : 200).end());
    for (const node of nodes) pagePort = await listen(page(node), pagePort, address(node));
    for (const node of nodes.filter((each) => each !== "closed")) {
      const options = node in made.leaves ? made.leaves[node as "good"] : made.leaves.good;
      trafficPort = await listen(
        createTls(options, (_, answer) => answer.end("ok")),
        trafficPort,
        address(node),
      );
    }
    frontPort = await listen(createPlain(), 0, "127.0.0.1");
    await new Promise((resolve) => servers.at(-1)?.close(resolve));
    const { backend } = planTierConfig({
      backend: {
        name: "PRD_wso2ei",
        check: {
          ...{ scheme: "http", port: pagePort, path: "/healthz", host: "ei.example" },
          ...{ intervalSec: 0.3, fastIntervalSec: 0.1, fall: 2, rise: 2 },
        },
      },
      serverKeys: nodes,
      addresses: nodes.map(address),
      serverPort: trafficPort,
      serviceName: "ei.example",
      trafficTimeoutSec: 10,
    });
    const text = [
      "global",
      `    stats socket ${join(folder, "sock")} mode 600 level admin`,
      "defaults",
      ...[
        "mode http",
        "timeout connect 2s",
        "timeout client 5s",
        "timeout server 5s",
        "timeout check 2s",
      ].map((line) => `    ${line}`),
      "frontend ready",
      `    bind 127.0.0.1:${frontPort}`,
      "    monitor-uri /ready",
      "    monitor fail if { nbsrv(PRD_wso2ei) lt 1 }",
      "    default_backend PRD_wso2ei",
      ...renderBackend({ ...backend, tls: { caFile: join(folder, "ca.pem"), name: "ei.example" } }),
      "",
    ].join("\n");
    writeFileSync(join(folder, "haproxy.cfg"), text);
    process_ = spawn(program, ["-db", "-f", join(folder, "haproxy.cfg")], {
      stdio: ["ignore", "ignore", "ignore"],
    });
  });
  afterAll(async () => {
    process_?.kill();
    for (const server of servers) server.closeAllConnections();
    await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
    rmSync(folder, { recursive: true });
  });

  const until = async (wanted: Record<string, string>) => {
    let seen: Record<string, string> = {};
    for (
      const end = Date.now() + 15_000;
      Date.now() < end;
      await new Promise((done) => setTimeout(done, 100))
    ) {
      seen = await states().catch(() => ({}));
      if (nodes.every((node) => seen[node] === wanted[node])) break;
    }
    expect(seen).toEqual(wanted);
  };

  it("is passed only by a node whose traffic would pass: TLS, verified, and a page that says ready", async () => {
    await until({
      ...{ good: "UP", expired: "DOWN", stranger: "DOWN", misnamed: "DOWN" },
      ...{ closed: "DOWN", starting: "DOWN" },
    });
    const front = await fetch(`http://127.0.0.1:${frontPort}/`);
    expect([front.status, await front.text()]).toEqual([200, "ok"]);
    expect((await fetch(`http://127.0.0.1:${frontPort}/ready`)).status).toBe(200);
  });

  it("takes the last one out when its certificate is another's, and says so in front", async () => {
    const { leaves } = await makeCertificates(folder, "again-");
    const good = servers[nodes.length] as unknown as { setSecureContext(options: object): void };
    good.setSecureContext(leaves.stranger);
    await until(Object.fromEntries(nodes.map((node) => [node, "DOWN"])));
    expect((await fetch(`http://127.0.0.1:${frontPort}/ready`)).status).toBe(503);
    expect(readFileSync(join(folder, "ca.pem"), "utf8")).toContain("BEGIN CERTIFICATE");
  });
});
