import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { connect as connectH2, constants } from "node:http2";
import { Agent, request } from "node:https";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import execa from "execa";
import { letGoOver } from "../../../../components/haproxy/live/let-go";
import { renderStateTool, stateToolPath } from "../../../../components/haproxy/render-service-files";
import type { SshConnection } from "../../../../components/remote/ssh/connection";
import { runAsRoot } from "../../../../components/remote/ssh/shell";
import { pollUntil } from "../../../../sandbox/elb/poll-until";
import { describeHaproxies } from "../../../support/haproxies";
import { exampleTarget } from "../../program/example-plans";
import { FullTier } from "../full-tier";

jest.mock("../../../../components/remote/ssh/shell", () => ({
  ...jest.requireActual("../../../../components/remote/ssh/shell"),
  runAsRoot: jest.fn(),
}));
jest.mock("../../../../components/remote/lock", () => ({
  withLock: (_: unknown, __: number, work: () => Promise<unknown>) => work(),
}));

/** Hands connections on, as a network load balancer does: each stays with the machine that it was given. */
class Passage {
  target = "127.0.11.1";
  private readonly server: Server;
  private readonly sockets = new Set<Socket>();

  constructor(port: number) {
    this.server = createServer((client) => {
      const machine = connect(port, this.target);
      for (const [from, to] of [
        [client, machine],
        [machine, client],
      ] as const) {
        this.sockets.add(from);
        from.pipe(to);
        from.once("error", () => to.destroy()).once("close", () => to.destroy());
      }
    });
  }

  async open(): Promise<number> {
    await new Promise<void>((resolve) => this.server.listen(0, "127.0.0.1", resolve));
    return (this.server.address() as AddressInfo).port;
  }

  close(): void {
    for (const socket of this.sockets) socket.destroy();
    this.server.close();
  }
}

/** What clients saw. */
interface Seen {
  requests: number;
  readonly lost: string[];
}

const host = "portal.example";

describeHaproxies("connections that clients keep, when a machine leaves: $title", ({ program }) => {
  let tier: FullTier;
  let passage: Passage;
  let port = 0;
  beforeAll(async () => {
    tier = new FullTier(program);
    await tier.start();
    passage = new Passage(tier.ports.https);
    port = await passage.open();
    const tools = join(tier.folder, "tools");
    mkdirSync(tools);
    const put = (name: string, text: string) => {
      writeFileSync(join(tools, name), text);
      chmodSync(join(tools, name), 0o755);
    };
    const state = renderStateTool(join(tier.folder, "haproxy1.sock"), join(tier.folder, "state"));
    put("state", state.replaceAll("/run/haproxy-master.sock", join(tier.folder, "haproxy1.master")));
    put("systemctl", `#!/bin/sh\n[ "$*" = "reload haproxy" ] && kill -USR2 ${tier.pidOf("haproxy1")}\n`);
    jest.mocked(runAsRoot).mockImplementation(async (_, script) => {
      const text = script.replaceAll(stateToolPath, join(tools, "state"));
      const env = { PATH: `${tools}:${process.env.PATH}` };
      return (await execa("sh", ["-eu", "-c", text], { env })).stdout;
    });
  });
  afterAll(async () => {
    passage.close();
    await tier.end();
  });

  /** Asks again and again on a connection that it never ends by itself. */
  async function keep(seen: Seen, isOver: () => boolean, path = "/apis"): Promise<void> {
    const agent = new Agent({ keepAlive: true, maxSockets: 1, ca: tier.ca, servername: "ei.example" });
    while (!isOver()) {
      await new Promise<void>((resolve) => {
        const to = { agent, host: "127.0.0.1", port, path, headers: { host } };
        const asked = request(to, (response) => {
          if (response.statusCode !== 200) seen.lost.push(String(response.statusCode));
          response.resume().once("end", resolve);
        });
        asked.once("error", (error) => {
          seen.lost.push(error.message);
          resolve();
        });
        asked.end();
      });
      seen.requests++;
      await delay(Math.random() * 20);
    }
    agent.destroy();
  }

  /** The same by HTTP/2, where the server says that it takes no more. */
  async function keepH2(seen: Seen, isOver: () => boolean): Promise<void> {
    const open = () => {
      const session = connectH2(`https://127.0.0.1:${port}`, { ca: tier.ca, servername: "ei.example" });
      session.once("goaway", () => session.close()).on("error", () => undefined);
      return session;
    };
    let session = open();
    while (!isOver()) {
      if (session.closed || session.destroyed) session = open();
      await new Promise<void>((resolve) => {
        const stream = session.request({ ":path": "/apis", ":authority": host });
        let status: unknown;
        stream.once("response", (headers) => {
          status = headers[":status"];
        });
        stream.once("error", () => undefined);
        stream.resume().once("close", () => {
          // Not begun, and any client's to ask again (RFC 9113, 8.7).
          const isRefused = stream.rstCode === constants.NGHTTP2_REFUSED_STREAM;
          if (status !== 200 && !isRefused) seen.lost.push(`h2 ${status} ${stream.rstCode}`);
          resolve();
        });
      });
      seen.requests++;
      await delay(Math.random() * 20);
    }
    session.destroy();
  }

  it("end between two requests, none is lost, and a client that asks for nothing holds nobody up", async () => {
    const seen: Seen = { requests: 0, lost: [] };
    let isOver = false;
    const clients = [
      ...Array.from({ length: 12 }, () => keep(seen, () => isOver)),
      ...Array.from({ length: 4 }, () => keepH2(seen, () => isOver)),
    ];
    const silent = connect(port, "127.0.0.1");
    await pollUntil("requests", 20, async () => (seen.requests > 300 ? true : undefined));

    // Nothing new comes to the first machine from now on.
    passage.target = "127.0.11.2";
    const connection = {
      target: exampleTarget,
      openUnixSocket: async (path: string) => connect(path),
    } as unknown as SshConnection;
    let began = 0;
    let isDrained = false;
    const drained = delay(2000).then(() => {
      isDrained = true;
    });
    const left = await letGoOver(connection, join(tier.folder, "haproxy1.sock"), {
      ...{ timeoutSec: 20, isDrained: () => isDrained },
      began: (count) => {
        began = count;
      },
    });
    await drained;
    expect(began).toBeGreaterThanOrEqual(16);
    expect(left).toEqual({ clients: 1, requests: 0 });
    process.kill(tier.pidOf("haproxy1"), "SIGTERM");
    const before = seen.requests;
    await pollUntil("requests to the other machine", 20, async () =>
      seen.requests > before + 300 ? true : undefined,
    );
    isOver = true;
    await Promise.all(clients);
    silent.destroy();
    expect(seen.lost).toEqual([]);
  });
});
