import { createServer } from "node:net";
import { join } from "node:path";
import execa from "execa";
import { poll } from "../../../../components/remote/poll";
import { connect } from "../../../../components/remote/ssh/connect";
import { connectWithin } from "../../../../components/remote/ssh/connect-within";
import { expandProxyCommand } from "../../../../components/remote/ssh/proxy-command";
import { runScript } from "../../../../components/remote/ssh/run-script";
import { createKeys, TestServer } from "./test-server";

const host = createKeys();
const login = createKeys();
/** As `nc %h %p`. */
const pipe = `'${process.execPath}' '${join(__dirname, "pipe-to.js")}' %h %p`;

describe("a ProxyCommand", () => {
  const target = { name: "node1", host: "10.0.0.7", port: 2222, user: "admin" };

  it("has OpenSSH's tokens", () => {
    expect(expandProxyCommand("nc %h %p # %r %n 100%%", target)).toBe("nc 10.0.0.7 2222 # admin node1 100%");
    expect(expandProxyCommand("nc %p", { name: "n", host: "h", user: "u" })).toBe("nc 22");
  });

  it.each([
    ["nc %x", {}, "%x means nothing in a ProxyCommand"],
    ["nc %", {}, "% means nothing in a ProxyCommand"],
    ["nc %r", { user: "CORP\\svc$" }, "which a shell changes"],
  ])("fails for %s", (command, change, reason) => {
    expect(() => expandProxyCommand(command, { ...target, ...change })).toThrow(reason);
  });

  const server = new TestServer(host, login);
  beforeAll(() => server.listen());
  afterAll(() => server.close());

  it("makes the connection, and ends with it", async () => {
    const connection = await connect(server.target({ proxyCommand: `${pipe} made-by-proxy` }));
    expect(await runScript(connection, "echo there")).toMatchObject({ code: 0, stdout: "there\n" });
    const running = async () =>
      (await execa("pgrep", ["-f", "[m]ade-by-proxy"], { reject: false })).stdout !== "";
    expect(await running()).toBe(true);
    connection.close();
    expect(await poll(async () => !(await running()) || undefined, { timeoutSec: 30 })).toBe(true);
  });

  it("leads to a jump host as well", async () => {
    const jump = server.target({ name: "jump", proxyCommand: pipe });
    const connection = await connect(server.target({ jump }));
    expect(await runScript(connection, "echo there")).toMatchObject({ stdout: "there\n" });
    connection.close();
  });

  it.each([
    [
      "that is not installed",
      "aws-of-nowhere open-tunnel %h",
      "proxy",
      /status 127: .*aws-of-nowhere.*not found/,
    ],
    [
      "whose credentials have expired",
      "echo 'ExpiredToken: log in again' >&2; exit 254",
      "proxy",
      /status 254: ExpiredToken: log in again/,
    ],
    [
      "that says what only a network can",
      "echo 'connect to %h port %p: Connection refused' >&2; exit 255",
      "network",
      /Connection refused/,
    ],
    [
      "that finds no such instance",
      "echo 'An error occurred (TargetNotConnected)' >&2; exit 255",
      "network",
      /TargetNotConnected/,
    ],
    [
      "that writes something else",
      "echo 'Starting session with SessionId: x'; sleep 20",
      "proxy",
      /Timed out while waiting/,
    ],
    ["with an unknown token", "nc %q", "proxy", /%q means nothing/],
  ])("fails for one %s, with its last words", async (_, proxyCommand, reason, seen) => {
    const failed = connect(server.target({ proxyCommand: `sh -c "${proxyCommand}"` }), {
      attemptTimeoutSec: 2,
    });
    await expect(failed).rejects.toMatchObject({ reason, failure: { seen: expect.stringMatching(seen) } });
  });

  it("is tried again while a machine boots", async () => {
    const closed = createServer();
    await new Promise<void>((resolve) => closed.listen(0, "127.0.0.1", resolve));
    const { port } = closed.address() as { port: number };
    await new Promise((resolve) => closed.close(resolve));
    const later = new TestServer(host, login);
    setTimeout(() => void later.listen(port), 500);
    const connection = await connectWithin(
      { ...server.target(), port, proxyCommand: pipe },
      { timeoutSec: 10 },
    );
    connection.close();
    await later.close();
  });
});
