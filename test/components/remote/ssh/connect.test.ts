import { createServer } from "node:http";
import { type AddressInfo, createServer as createTcpServer, type Socket } from "node:net";
import { probeReadiness } from "../../../../components/nodes/live/readiness";
import { poll } from "../../../../components/remote/poll";
import { type ConnectOptions, connect } from "../../../../components/remote/ssh/connect";
import { connectWithin } from "../../../../components/remote/ssh/connect-within";
import type { SshConnection } from "../../../../components/remote/ssh/connection";
import { SshPool } from "../../../../components/remote/ssh/pool";
import { runScript } from "../../../../components/remote/ssh/run-script";
import { runAsRoot } from "../../../../components/remote/ssh/shell";
import type { SshTarget } from "../../../../components/remote/ssh-target";
import { createKeys, TestServer } from "./test-server";

const host = createKeys();
const login = createKeys();
const other = createKeys();

describe("an SSH connection", () => {
  const server = new TestServer(host, login);
  const open: SshConnection[] = [];
  const connectTo = async (target: SshTarget, options?: ConnectOptions) => {
    const connection = await connect(target, options);
    open.push(connection);
    return connection;
  };
  beforeAll(() => server.listen());
  afterEach(() => {
    for (const connection of open.splice(0)) connection.close();
  });
  afterAll(() => server.close());

  it("runs a script and gives its status and output", async () => {
    const connection = await connectTo(server.target());
    expect(connection.hostKeyIsPinned).toBe(true);
    const script = "echo words >&2; printf 'no end of line'; exit 7";
    expect(await runScript(connection, script)).toEqual({
      code: 7,
      stdout: "no end of line",
      stderr: "words\n",
    });
  });

  it("fails for another host key and names both fingerprints", async () => {
    const wrong = connect(server.target({ hostKey: other.publicKey }));
    await expect(wrong).rejects.toThrow(
      /^node1: connect to 127\.0\.0\.1: expected host key ssh-rsa SHA256:\S+, saw host key ssh-rsa SHA256:\S+: another machine/,
    );
    await expect(wrong).rejects.toMatchObject({ reason: "host key" });
  });

  it("fails when no key of the expected type is presented", async () => {
    const hostKey = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGEn5uDPPmTJK8MtzWMrNMCjnR0M4fcYHFYVrHhBxsQJ";
    await expect(connect(server.target({ hostKey }))).rejects.toMatchObject({ reason: "host key" });
  });

  it("takes any host key at first contact, and says that it is another", async () => {
    const hostKey = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGEn5uDPPmTJK8MtzWMrNMCjnR0M4fcYHFYVrHhBxsQJ";
    const connection = await connectTo(server.target({ hostKey }), { acceptAnyHostKey: true });
    expect(connection.hostKeyIsPinned).toBe(false);
  });

  it("fails for a key that may not log in, without showing it", async () => {
    const refused = connect(server.target({ privateKey: other.privateKey }));
    await expect(refused).rejects.toMatchObject({ reason: "login" });
    await expect(refused).rejects.not.toThrow("PRIVATE KEY");
  });

  it.each([
    ["closes at once", (socket: Socket) => socket.end(), /and then: Connection lost before handshake$/],
    ["resets it", (socket: Socket) => socket.resetAndDestroy(), /and then: \S/],
    [
      "refuses this computer for a while",
      (socket: Socket) => socket.end("Not allowed at this time\r\n"),
      /and then: Not allowed at this time$/,
    ],
    ["says nothing", (socket: Socket) => socket.resume(), /and then: Timed out while waiting for handshake$/],
  ])(
    "knows a machine that takes the connection and %s from one that can't be reached",
    async (_, act, seen) => {
      const sockets: Socket[] = [];
      const silent = createTcpServer((socket) => {
        sockets.push(socket.on("error", () => {}));
        act(socket);
      });
      await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
      const { port } = silent.address() as AddressInfo;
      const jump = new TestServer(createKeys(), login);
      await jump.listen();
      for (const way of [{}, { jump: jump.target({ name: "jump" }) }]) {
        const failed = connect(server.target({ port, ...way }), { attemptTimeoutSec: 1 });
        await expect(failed).rejects.toMatchObject({
          reason: "server",
          failure: {
            seen: expect.stringMatching(seen),
            next: expect.stringMatching(/skipping .* does not apply/),
          },
        });
      }
      for (const socket of sockets) socket.destroy();
      await jump.close();
      silent.close();
    },
  );

  it("goes through a jump host, whose host key it checks as well", async () => {
    const jump = new TestServer(createKeys(), login);
    await jump.listen();
    const target = server.target({ jump: jump.target({ name: "jump" }) });
    const connection = await connectTo(target);
    expect(await runScript(connection, "exit 7")).toMatchObject({ code: 7 });
    const wrong = connect({ ...target, jump: jump.target({ name: "jump", hostKey: other.publicKey }) });
    await expect(wrong).rejects.toThrow(/^jump: connect to/);
    await jump.close();
  });

  it("fails when the connection is lost during a command and after it", async () => {
    const connection = await connectTo(server.target());
    const before = server.commands.length;
    const running = runScript(connection, "sleep 20");
    const outcome = expect(running).rejects.toThrow(/node1: run a command .*it may still run there/);
    await poll(async () => server.commands.length > before || undefined, { timeoutSec: 60 });
    server.cut();
    await outcome;
    await expect(runScript(connection, "true")).rejects.toThrow(/node1: run a command .*closed/);
  });

  it("sends a script to root's shell and gives its output, or the reason of its failure", async () => {
    const connection = await connectTo(server.target());
    const script = "echo first >&2; echo the reason >&2; exit 3";
    await expect(runAsRoot(connection, script, { step: "install" })).rejects.toMatchObject({
      failure: {
        node: "node1",
        step: "install",
        seen: "exit status 3: the reason",
        logLines: ["first", "the reason"],
      },
    });
    expect(server.commands.at(-1)).toMatch(/^sudo -n timeout -k 5 40 env wso2_roll=\S+ \/bin\/sh$/);
  });

  it("keeps one connection a machine", async () => {
    const pool = new SshPool();
    const [one, two] = await Promise.all([pool.connect(server.target()), pool.connect(server.target())]);
    expect(one).toBe(two);
    await pool.close();
  });

  it("is opened anew once it was lost", async () => {
    const pool = new SshPool();
    const first = await pool.connect(server.target());
    server.cut();
    await poll(async () => first.isClosed || undefined, { timeoutSec: 60 });
    const [one, two] = await Promise.all([pool.connect(server.target()), pool.connect(server.target())]);
    expect(one).not.toBe(first);
    expect(one).toBe(two);
    expect(await runScript(one, "exit 7")).toMatchObject({ code: 7 });
    await pool.close();
  });

  it("runs work once more whose connection was lost, and only then", async () => {
    const pool = new SshPool();
    let runs = 0;
    const answer = await pool.run(server.target(), async (connection) => {
      if (++runs === 1) server.cut();
      return runScript(connection, "exit 7");
    });
    expect([answer.code, runs]).toEqual([7, 2]);
    const failing = pool.run(server.target(), async () => {
      runs++;
      throw new Error("no such server");
    });
    await expect(failing).rejects.toThrow("no such server");
    expect(runs).toBe(3);
    await pool.close();
  });

  it("waits for a machine that boots", async () => {
    const booting = new TestServer(host, login);
    await booting.listen();
    const target = booting.target();
    await booting.close();
    const later = new TestServer(host, login);
    setTimeout(() => void later.listen(target.port), 700);
    const connection = await connectWithin(target, { timeoutSec: 10 });
    connection.close();
    await later.close();
  });

  it("is patient with a machine that refuses the login: OpenSSH shuts out who asks again and again", async () => {
    const refusing = new TestServer(host, other);
    await refusing.listen();
    const waits = { timeoutSec: 1.5, retry: ["login"] } as const;
    const target = { ...refusing.target(), privateKey: login.privateKey };
    await expect(connectWithin(target, waits)).rejects.toMatchObject({ reason: "login" });
    await refusing.close();
    // The second one is at the end of the time.
    expect(refusing.connectionCount).toBeLessThanOrEqual(2);
  });

  it("fails when the time for booting is over, and says what came of the last attempt", async () => {
    const closed = new TestServer(host, login);
    await closed.listen();
    const target = closed.target();
    await closed.close();
    await expect(connectWithin(target, { timeoutSec: 0.2 })).rejects.toThrow(
      /expected an SSH connection within 0.2 s, saw .*ECONNREFUSED/,
    );
  });

  it("asks a product on the machine whether it is ready", async () => {
    let status = 503;
    const product = createServer((request, response) => {
      response.writeHead(status).end(`${request.headers.host} ${request.url} starting`);
    });
    await new Promise<void>((resolve) => product.listen(0, "127.0.0.1", resolve));
    const { port } = product.address() as AddressInfo;
    const readiness = {
      scheme: "http",
      port,
      path: "/healthz",
      host: "mi.example",
      expectStatus: 200,
    } as const;
    const connection = await connectTo(server.target());
    expect(await probeReadiness(connection, readiness)).toEqual({
      ready: false,
      seen: "503 Service Unavailable: mi.example /healthz starting",
    });
    status = 200;
    expect(await probeReadiness(connection, readiness)).toMatchObject({ ready: true });
    product.closeAllConnections();
    product.close();
  });
});
