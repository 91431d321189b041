import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingHttpHeaders, request, type Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { renderHaproxyConfig } from "../../../components/haproxy/render-config";
import { renderServersState } from "../../../components/haproxy/server-state";
import { pollUntil } from "../../../sandbox/elb/poll-until";
import { freePort } from "../../support/free-port";
import { exampleConfig, withBackend } from "./example-config";

/** What a node is told of the client, by a HAProxy that runs. */

const haproxy = "/usr/sbin/haproxy";
if (!existsSync(haproxy) && process.env.CI) throw new Error(`these tests need ${haproxy}`);
const folder = mkdtempSync(join(tmpdir(), "forwarded-"));
const started: ChildProcess[] = [];
let node: Server;

beforeAll(async () => {
  node = createServer((asked, answer) => answer.end(JSON.stringify(asked.headers)));
  await new Promise<void>((resolve) => node.listen(0, "127.0.0.1", resolve));
});
afterAll(async () => {
  for (const child of started) child.kill("SIGKILL");
  node.close();
  rmSync(folder, { recursive: true });
});

/** @returns port of a HAProxy that believes these ranges */
async function startHaproxy(cidrs: readonly string[]): Promise<number> {
  const [port, readinessPort] = [await freePort(), await freePort()];
  const { check } = exampleConfig.backend;
  const nodePort = (node.address() as AddressInfo).port;
  const stateFile = join(folder, `state-${port}`);
  writeFileSync(stateFile, renderServersState([]));
  const config = {
    ...withBackend({
      tls: undefined,
      check: { ...check, scheme: "http" as const },
      servers: [{ name: "node1", address: "127.0.0.1", port: nodePort }],
    }),
    frontends: [{ name: "http", port }],
    edge: { cidrs, idleTimeoutSec: 60 },
    ...{ readinessPort, stateFile, maxConnections: 100, socketPath: join(folder, `admin-${port}`) },
  };
  // A test may run as any user.
  const text = renderHaproxyConfig(config)
    .split("\n")
    .filter((line) => !/^ {4}(user|group|chroot) /.test(line))
    .join("\n")
    .replace(" group haproxy", "");
  const file = join(folder, `${port}.cfg`);
  writeFileSync(file, text);
  started.push(spawn(haproxy, ["-db", "-f", file], { stdio: "ignore" }));
  await pollUntil("haproxy", 20, async () => {
    const socket = connect(port, "127.0.0.1");
    const isOpen = await new Promise<boolean>((resolve) => {
      socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
    });
    socket.destroy();
    return isOpen ? true : undefined;
  });
  return port;
}

const said = {
  "x-forwarded-for": "6.6.6.6",
  "x-forwarded-proto": "https",
  "x-forwarded-port": "443",
  "x-forwarded-host": "evil.example",
  forwarded: "for=6.6.6.6;proto=https",
};

function ask(port: number, headers: object): Promise<IncomingHttpHeaders> {
  return new Promise((resolve, reject) => {
    const options = { port, host: "127.0.0.1", agent: false as const };
    const asked = request({ ...options, headers: { host: "ei.example", ...headers } }, (answer) => {
      let body = "";
      answer.on("data", (chunk) => {
        body += chunk;
      });
      answer.on("end", () => resolve(JSON.parse(body)));
    });
    asked.on("error", reject);
    asked.end();
  });
}

const forwarded = (headers: IncomingHttpHeaders) =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => name.includes("forwarded")));

(existsSync(haproxy) ? describe : describe.skip)("what a node is told of the client", () => {
  it("is nothing that the client made up", async () => {
    const port = await startHaproxy(["10.42.0.0/20"]);
    const truth = {
      "x-forwarded-for": "127.0.0.1",
      "x-forwarded-proto": "http",
      "x-forwarded-port": String(port),
      "x-forwarded-host": "ei.example",
    };
    expect(forwarded(await ask(port, said))).toEqual(truth);
    expect(forwarded(await ask(port, {}))).toEqual(truth);
  });

  it("is what the declared load balancer says, and of the host what the request says", async () => {
    const port = await startHaproxy(["10.42.0.0/20", "127.0.0.0/8"]);
    expect(forwarded(await ask(port, said))).toEqual({
      "x-forwarded-for": "6.6.6.6, 127.0.0.1",
      "x-forwarded-proto": "https",
      "x-forwarded-port": "443",
      "x-forwarded-host": "ei.example",
    });
    expect(forwarded(await ask(port, {}))).toMatchObject({ "x-forwarded-proto": "http" });
  });
});
