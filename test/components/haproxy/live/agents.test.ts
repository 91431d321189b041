import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect, createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import execa from "execa";
import type { HaproxyMember } from "../../../../components/haproxy/haproxy-member";
import { HaproxyServerMember } from "../../../../components/haproxy/live/haproxy-member";
import { HaproxySocket } from "../../../../components/haproxy/live/socket";
import { poll } from "../../../../components/remote/poll";
import type { SshConnection } from "../../../../components/remote/ssh/connection";
import { freePort } from "../../../support/free-port";
import { describeHaproxies } from "../../../support/haproxies";
import { exampleTarget } from "../../program/example-plans";
import { fakeContext } from "../../rolling/membership/fake-balancer";

const folder = mkdtempSync(join(tmpdir(), "agents-"));
afterAll(() => rmSync(folder, { recursive: true }));

jest.mock("../../../../components/remote/ssh/shell", () => ({
  ...jest.requireActual("../../../../components/remote/ssh/shell"),
  runAsRoot: async (_: unknown, script: string) =>
    (await execa("sh", ["-c", script.replaceAll("/var/lib/wso2-haproxy", folder)])).stdout,
}));

describeHaproxies("an agent check: $title", ({ program }) => {
  const socketPath = join(folder, "admin.sock");
  const connection = {
    target: exampleTarget,
    openUnixSocket: async (path: string) => connect(path),
  } as unknown as SshConnection;
  const socket = new HaproxySocket(connection, socketPath);
  let asked = 0;
  let word = "up";
  let agent: Server;
  let process: ReturnType<typeof spawn>;

  beforeAll(async () => {
    const port = await freePort();
    agent = createServer((client) => {
      asked += 1;
      client.on("error", () => undefined).end(`${word}\n`);
    });
    await new Promise<void>((resolve) => agent.listen(port, "127.0.0.1", resolve));
    const config = join(folder, "haproxy.cfg");
    writeFileSync(
      config,
      `global
  stats socket ${socketPath} level admin
defaults
  mode http
  timeout connect 1s
  timeout client 1s
  timeout server 1s
backend app
  server node1 127.0.0.1:${port} agent-check agent-port ${port} agent-inter 200ms
  server node2 127.0.0.1:${port}
`,
    );
    process = spawn(program, ["-db", "-f", config], { stdio: "ignore" });
    const answers = () =>
      socket.view().then(
        () => (asked > 0 ? true : undefined),
        () => undefined,
      );
    if (!(await poll(answers, { timeoutSec: 60, intervalMs: 50 }))) throw new Error("HAProxy does not run");
  });
  afterAll(() => {
    process.kill();
    agent.close();
  });

  const member = (server: string) => {
    const pool = { run: <T>(_: unknown, work: (found: SshConnection) => Promise<T>) => work(connection) };
    const line: HaproxyMember = {
      ...{ kind: "haproxy", balancer: "lb1", ssh: exampleTarget, socketPath, backend: "app", server },
    };
    return new HaproxyServerMember(line, fakeContext({ pool: pool as never }));
  };
  const adminOf = async (name: string) =>
    (await socket.view()).servers.find((each) => each.name === name)?.admin;
  const again = async () => {
    const before = asked;
    return poll(async () => (asked > before + 1 ? true : undefined), { timeoutSec: 2, intervalMs: 50 });
  };

  it("is silent while a roll has the node out, and speaks again afterwards", async () => {
    word = "up ready";
    await member("node1").takeOut();
    expect(await again()).toBeUndefined();
    expect(await adminOf("node1")).toBe("maint");
    await member("node1").admit();
    expect(await again()).toBe(true);
    expect(await adminOf("node1")).toBe("ready");
  });

  it("stays off where somebody else has switched it off", async () => {
    await socket.run(["disable agent app/node1"]);
    await member("node1").takeOut();
    await member("node1").putBack();
    expect(await again()).toBeUndefined();
    await socket.run(["enable agent app/node1"]);
  });

  it("is none of a server without one", async () => {
    await member("node2").takeOut();
    await member("node2").admit();
    expect(await adminOf("node2")).toBe("ready");
  });
});
