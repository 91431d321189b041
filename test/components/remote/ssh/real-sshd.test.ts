import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createConnection, createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import execa from "execa";
import { checkMachines } from "../../../../components/remote/check-machine";
import { poll } from "../../../../components/remote/poll";
import { connect } from "../../../../components/remote/ssh/connect";
import { SshPool } from "../../../../components/remote/ssh/pool";
import { runScript } from "../../../../components/remote/ssh/run-script";
import type { SshTarget } from "../../../../components/remote/ssh-target";
import { freePort } from "../../../support/free-port";

const sshd = "/usr/sbin/sshd";
const folder = mkdtempSync(join(tmpdir(), "real-sshd-"));
const daemons: ChildProcess[] = [];
const canRun = process.getuid?.() === 0 && existsSync(sshd);
let keys = 0;

function makeKey(...args: string[]): { file: string; privateKey: string; publicKey: string } {
  const file = join(folder, `key${keys++}`);
  execa.sync("ssh-keygen", ["-q", "-N", "", "-C", "", "-f", file, ...args]);
  return {
    file,
    privateKey: readFileSync(file, "utf8"),
    publicKey: readFileSync(`${file}.pub`, "utf8").trim(),
  };
}

/** OpenSSH's own daemon on loopback. */
async function serve(name: string, settings: string, hostKeyArgs = ["-t", "ed25519"]): Promise<SshTarget> {
  const [host, user, port] = [makeKey(...hostKeyArgs), makeKey("-t", "ed25519"), await freePort()];
  const config = join(folder, `${name}.conf`);
  const own = {
    Port: port,
    ListenAddress: "127.0.0.1",
    HostKey: host.file,
    AuthorizedKeysFile: `${user.file}.pub`,
  };
  const common =
    "PidFile none\nStrictModes no\nUsePAM no\nPermitRootLogin prohibit-password\nPasswordAuthentication no";
  const lines = Object.entries(own).map((entry) => entry.join(" "));
  writeFileSync(config, [settings, ...lines, common, ""].join("\n"));
  mkdirSync("/run/sshd", { recursive: true });
  daemons.push(spawn(sshd, ["-D", "-e", "-f", config], { stdio: "ignore" }));
  const { privateKey } = user;
  const target = { name, host: "127.0.0.1", port, user: "root", privateKey, hostKey: host.publicKey };
  const answers = () =>
    connect(target, { attemptTimeoutSec: 2 }).then(
      (connection) => {
        connection.close();
        return true;
      },
      (error) => !["network", "server"].includes(error.reason) || undefined,
    );
  await poll(answers, { timeoutSec: 30, intervalMs: 50 });
  return target;
}

afterAll(async () => {
  await Promise.all(
    daemons.map((daemon) => {
      const ended = new Promise((resolve) => daemon.once("close", resolve));
      daemon.kill();
      return ended;
    }),
  );
  rmSync(folder, { recursive: true });
});

(canRun ? describe : describe.skip)("OpenSSH's daemon", () => {
  const ed25519 = ["-t", "ed25519"];
  const working: [string, string, string[]][] = [
    [
      "with a host key of ECDSA, FIPS algorithms",
      "Ciphers aes256-ctr\nMACs hmac-sha2-256\nKexAlgorithms ecdh-sha2-nistp384",
      ["-t", "ecdsa", "-b", "384"],
    ],
    ["with SHA-1 signatures alone", "HostKeyAlgorithms ssh-rsa", ["-t", "rsa", "-b", "2048"]],
    ["with one session on a connection", "MaxSessions 1", ed25519],
    [
      "with a command of its own that prints",
      'ForceCommand echo "no trespassing"; $SSH_ORIGINAL_COMMAND',
      ed25519,
    ],
  ];
  it.each(working)("%s: lets scripts run", async (name, settings, hostKeyArgs) => {
    const pool = new SshPool();
    const connection = await pool.connect(await serve(name.replaceAll(" ", "-"), settings, hostKeyArgs));
    const answers = await Promise.all(["1", "2", "3"].map((each) => runScript(connection, `echo ${each}`)));
    expect(answers.map(({ stdout }) => stdout)).toEqual(["1\n", "2\n", "3\n"]);
    const long = "line() { head -c 300000 /dev/zero | tr '\\0' x; echo; }; line; line >&2; echo end";
    const { stdout, stderr } = await runScript(connection, long);
    expect([stdout, stderr]).toEqual([`${"x".repeat(300_000)}\nend\n`, `${"x".repeat(300_000)}\n`]);
    await pool.close();
  });

  const refused: [string, string, string, RegExp][] = [
    [
      "post-quantum key exchange alone",
      "KexAlgorithms sntrup761x25519-sha512@openssh.com",
      "key exchange",
      /machine offers only sntrup761x25519-sha512@openssh.com; this program knows curve25519/,
    ],
    [
      "ciphers of yesterday alone",
      "Ciphers aes128-cbc",
      "key exchange",
      /machine offers only aes128-cbc; this program knows/,
    ],
    ["another user", "AllowUsers nobody", "login", /the key is refused/],
    [
      "a second factor",
      "AuthenticationMethods publickey,keyboard-interactive\nKbdInteractiveAuthentication yes",
      "login",
      /the key is accepted, and then the machine asks for/,
    ],
  ];
  it.each(refused)("fails for %s, at its stage", async (name, settings, reason, seen) => {
    const target = await serve(name.replaceAll(" ", "-"), settings);
    await expect(connect(target)).rejects.toMatchObject({
      reason,
      failure: { seen: expect.stringMatching(seen) },
    });
  });

  it("fails the look ahead with each thing that is wrong, on each machine", async () => {
    const closed = await serve("closed", "AllowTcpForwarding no\nAllowStreamLocalForwarding no");
    const open = await serve("open", "");
    const socketPath = join(folder, "haproxy.sock");
    const haproxy = createServer();
    await new Promise<void>((resolve) => haproxy.listen(socketPath, resolve));
    const tcp = { host: "127.0.0.1", port: 1 };
    const pool = new SshPool();
    const free = { path: "/opt/of/nobody", kb: 1e12 };
    expect(
      await checkMachines(pool, [{ target: open, needs: { socketPath, tcp, writes: ["/opt/new"] } }]),
    ).toEqual([]);
    const found = await checkMachines(pool, [
      { target: closed, needs: { socketPath, tcp } },
      { target: open, needs: { programs: ["flock-of-nobody"], writes: ["/proc/sys/x/y"], free } },
      { target: open, needs: { socketPath: "/no/such.sock" } },
      { target: { ...open, name: "wrong-key", privateKey: "~/.ssh/id" }, needs: {} },
      { target: { ...open, name: "down", port: await freePort() }, needs: {} },
    ]);
    const expected = [
      ["closed", /can't open the socket .*AllowStreamLocalForwarding/],
      ["closed", /lets nothing through to 127.0.0.1:1 .*AllowTcpForwarding/],
      ["open", /^no program flock-of-nobody$/],
      ["open", /^root can't write \/proc\/sys\/x\/y/],
      ["open", /^1000000000000 kB are needed/],
      ["open", /^there is no socket \/no\/such.sock/],
      ["wrong-key", /the path of a file/],
      ["down", /ECONNREFUSED/],
    ] as const;
    expect(found).toHaveLength(expected.length);
    for (const [machine, problem] of expected) {
      expect(found).toContainEqual(
        expect.objectContaining({ machine, problem: expect.stringMatching(problem) }),
      );
    }
    await pool.close();
    haproxy.close();
  });

  it("is there, and no machine that can't be reached, while it takes no more log-ins", async () => {
    const target = await serve("full", "MaxStartups 1");
    let held: Socket | undefined;
    // The place may still be one's whose connection has ended: it is full when this test holds it.
    const holdThePlace = async () => {
      const waiting = createConnection(target.port ?? 0, "127.0.0.1");
      const [first] = await once(waiting, "data");
      if (/^SSH-/.test(`${first}`)) held = waiting;
      else waiting.destroy();
      return held;
    };
    await poll(holdThePlace, { timeoutSec: 30, intervalMs: 50 });
    await expect(connect(target)).rejects.toMatchObject({
      reason: "server",
      failure: {
        expected: "an SSH server",
        seen: expect.stringMatching(
          /takes the connection .*, and then: (Exceeded MaxStartups|Connection lost)/,
        ),
      },
    });
    held?.destroy();
    const pool = new SshPool();
    await pool.connect(target);
    await pool.close();
  });

  it("ends what it runs for us when our connection is gone", async () => {
    const connection = await connect(await serve("gone", ""));
    const running = runScript(connection, "sh -c ': gone-with-us; sleep 60'").catch(() => "lost");
    const found = async () =>
      (await execa("pgrep", ["-f", "[g]one-with-us"], { reject: false })).stdout !== "";
    expect(await poll(async () => (await found()) || undefined, { timeoutSec: 30 })).toBe(true);
    connection.close();
    expect(await running).toBe("lost");
    expect(await poll(async () => !(await found()) || undefined, { timeoutSec: 30 })).toBe(true);
  });
});
