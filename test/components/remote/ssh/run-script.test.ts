import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import execa from "execa";
import { withLock } from "../../../../components/remote/lock";
import { poll } from "../../../../components/remote/poll";
import { connect } from "../../../../components/remote/ssh/connect";
import type { SshConnection } from "../../../../components/remote/ssh/connection";
import { SshPool } from "../../../../components/remote/ssh/pool";
import { runScript } from "../../../../components/remote/ssh/run-script";
import { runAsRoot } from "../../../../components/remote/ssh/shell";
import { createKeys, TestServer, type TestServerOptions } from "./test-server";

const host = createKeys();
const login = createKeys();
const folder = mkdtempSync(join(tmpdir(), "run-script-"));
const servers: TestServer[] = [];
const open: SshConnection[] = [];

async function serve(options: TestServerOptions = {}): Promise<TestServer> {
  const server = new TestServer(host, login, options);
  await server.listen();
  servers.push(server);
  return server;
}

async function reach(options: TestServerOptions = {}): Promise<SshConnection> {
  const connection = await connect((await serve(options)).target());
  open.push(connection);
  return connection;
}

afterEach(async () => {
  for (const connection of open.splice(0)) connection.close();
  for (const server of servers.splice(0)) await server.close();
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Whether a process that was told its name so is there. */
async function runs(name: string): Promise<boolean> {
  const { stdout } = await execa("pgrep", ["-f", `[${name[0]}]${name.slice(1)}`], { reject: false });
  return stdout !== "";
}

describe("a script's answer", () => {
  const startFiles: [string, TestServerOptions][] = [
    ["prints a line", { startFile: "echo Welcome to lb1" }],
    ["prints without a line end", { startFile: "printf 'locked'; printf oops >&2" }],
    ["prints afterwards", { startFile: "trap 'echo bye; echo bye >&2' EXIT" }],
    ["reads a line", { startFile: "read answer" }],
    ["stops at errors", { startFile: "set -eu" }],
    ["traces", { startFile: "set -x", shell: "bash" }],
    ["echoes what it reads", { startFile: "set -v", shell: "bash" }],
    [
      "has aliases",
      { startFile: "shopt -s expand_aliases\nalias env='echo env' printf='echo'", shell: "bash" },
    ],
    ["prints what looks like an answer", { startFile: "echo 'wso2-roll-0 begin'; echo 'wso2-roll-0 end 0'" }],
    ["prints a megabyte", { startFile: "head -c 1000000 /dev/zero | tr '\\\\0' x" }],
    [
      "exports what shells read",
      { startFile: "export ENV=/nonexistent BASH_ENV=/nonexistent POSIXLY_CORRECT=1" },
    ],
  ];
  it.each(startFiles)("is the script's alone where a start file %s", async (_, options) => {
    const connection = await reach(options);
    const script = "printf '<a>1</a>\\nlast'; echo words >&2; exit 4";
    const expected = { code: 4, stdout: "<a>1</a>\nlast", stderr: "words\n" };
    // An alias of `env` is the operator's to take away; the script must not run by it.
    if (options.startFile?.includes("alias")) {
      await expect(runScript(connection, script))
        .resolves.toEqual(expected)
        .catch((error: Error) => {
          expect(error.message).toContain("this came instead");
        });
    } else expect(await runScript(connection, script)).toEqual(expected);
  });

  const broken: [string, TestServerOptions, RegExp][] = [
    ["ends the shell", { startFile: "echo 'Go away'; exit 0" }, /ended with status 0.*Go away/],
    [
      "begins another shell",
      { startFile: "exec bash" },
      /another shell, which a start file began, read the script/,
    ],
    ["reads all input", { startFile: "cat > /dev/null" }, /nothing came at all/],
    ["reads a block of it", { startFile: "dd bs=256 count=1 > /dev/null 2>&1" }, /no answer within 2 s/],
    ["hides the programs", { startFile: "PATH=/nowhere" }, /no program timeout on the machine/],
  ];
  it.each(broken)(
    "fails where a start file %s, and nothing of the script runs",
    async (_, options, reason) => {
      const file = join(folder, "touched");
      const script = Array.from({ length: 40 }, () => `touch ${file}`).join("\n");
      const connection = await reach(options);
      await expect(runScript(connection, script, { timeoutSec: 2 })).rejects.toThrow(reason);
      expect(() => readFileSync(file)).toThrow("ENOENT");
    },
  );

  it("fails with the name of the program that the script lacks", async () => {
    const connection = await reach();
    await expect(runAsRoot(connection, "unzip-of-nowhere -q x", { step: "unpack" })).rejects.toMatchObject({
      failure: { node: "node1", step: "unpack", seen: "no program unzip-of-nowhere on the machine" },
    });
  });

  it("is whole for long texts in both directions, and for any character", async () => {
    const text = `it's "$HOME" \\ ä ${"0123456789".repeat(30_000)}`;
    const connection = await reach();
    const { stdout } = await runScript(connection, `cat <<'END'\n${text}\nEND`);
    expect(stdout).toBe(`${text}\n`);
  });

  it("takes what is sent to it, and only that", async () => {
    const connection = await reach();
    const input = Readable.from([Buffer.alloc(70_000, "a"), Buffer.alloc(30_000, "b")]);
    expect(await runScript(connection, "head -c 100000 | tr -d a | wc -c", { input })).toMatchObject({
      code: 0,
      stdout: "30000\n",
    });
  });

  it("keeps the end of an output that is too long", async () => {
    const connection = await reach();
    const { stdout } = await runScript(connection, "seq 1 200000; echo last", { keptBytes: 1000 });
    expect(stdout).toMatch(/200000\nlast\n$/);
    expect(stdout.length).toBeLessThan(100_000);
  });
});

describe("a script's end", () => {
  /** Goes on for a minute, and would not hear a polite word. */
  const stubborn = (name: string) =>
    `(trap '' TERM HUP; exec -a ${name} sleep 60 &\nwait) 2>/dev/null || :\nsh -c 'trap "" TERM HUP; : ${name}; sleep 60'`;

  it("is known when its time is over", async () => {
    const connection = await reach();
    const late = runScript(connection, stubborn("late-script"), { timeoutSec: 1 });
    await expect(late).rejects.toThrow("no answer within 1 s; it was ended there");
    expect(await runs("late-script")).toBe(false);
  });

  it("is known when the operator stops the program", async () => {
    const connection = await reach();
    const stop = new AbortController();
    const running = runScript(connection, stubborn("stopped-script"), { signal: stop.signal });
    const outcome = expect(running).rejects.toThrow("stopped by SIGINT; it was ended there");
    await poll(async () => (await runs("stopped-script")) || undefined, { timeoutSec: 30 });
    stop.abort(new Error("stopped by SIGINT"));
    await outcome;
    expect(await runs("stopped-script")).toBe(false);
  });

  it("has come before its work is done again over another connection", async () => {
    const server = await serve();
    const pool = new SshPool();
    let begun = 0;
    const answer = await pool.run(server.target(), async (connection) => {
      if (++begun > 1) return runs("lost-script");
      const running = runScript(connection, stubborn("lost-script"));
      await poll(async () => (await runs("lost-script")) || undefined, { timeoutSec: 30 });
      server.cut();
      await running;
      return undefined;
    });
    expect([begun, answer]).toEqual([2, false]);
    await pool.close();
  });

  it("leaves what was started to stay", async () => {
    const connection = await reach();
    const file = join(folder, "daemon.pid");
    const script = `setsid sh -c 'echo $$ > ${file}; exec sleep 30' > /dev/null 2>&1 < /dev/null &
while [ ! -s ${file} ]; do sleep 0.1; done
sleep 30`;
    await expect(runScript(connection, script, { timeoutSec: 1 })).rejects.toThrow("it was ended there");
    const pid = Number(readFileSync(file, "utf8"));
    expect(() => process.kill(pid, 0)).not.toThrow();
    process.kill(pid);
  });
});

describe("a machine's lock", () => {
  const lock = join(folder, "lock");
  writeFileSync(lock, "");

  it("is not taken for held because something printed a word", async () => {
    const holder = await reach();
    const other = await reach({ startFile: "echo locked" });
    await withLock(holder, 5, async () => {
      await expect(withLock(other, 1, async () => "both")).rejects.toMatchObject({
        failure: { seen: "another change of this HAProxy is still running" },
      });
    });
    expect(await withLock(other, 5, async () => "free again")).toBe("free again");
  });

  it("fails with the program's name where there is no flock", async () => {
    const bin = join(folder, "bin");
    const programs = ["timeout", "env", "base64", "head", "sh", "cat"];
    await execa("sh", [
      "-c",
      `mkdir -p ${bin}; for p in ${programs.join(" ")}; do ln -sf "$(command -v $p)" ${bin}; done`,
    ]);
    const connection = await reach({ startFile: `PATH=${bin}:/x/usr/sbin` });
    // What follows the given folders is sbin, where no flock is.
    await expect(withLock(connection, 1, async () => "held")).rejects.toMatchObject({
      failure: { seen: "no program flock on the machine" },
    });
  });

  it("ends the work with it: no later step begins, here or on another machine", async () => {
    const server = await serve();
    const connection = await connect(server.target());
    const other = await reach();
    const steps: string[] = [];
    const work = withLock(connection, 5, async () => {
      for (let step = 1; step < 100; step++) {
        steps.push((await runScript(other, `echo ${step}`)).stdout.trim());
        if (step === 3) server.cut();
        await poll(async () => step < 3 || connection.isClosed || undefined, { timeoutSec: 30 });
        await new Promise((resolve) => setImmediate(resolve));
      }
    });
    await expect(work).rejects.toThrow(
      "hold the balancer's lock: expected it held until the change is complete",
    );
    expect(steps.length).toBeLessThan(6);
    // What is outside of it, as an undo, goes on.
    expect((await runScript(other, "echo undo")).stdout).toBe("undo\n");
  });
});

describe("an sshd with few sessions", () => {
  it.each([1, 2])("MaxSessions %i: commands side by side, under a lock", async (maxSessions) => {
    const server = await serve({ maxSessions });
    const connection = await connect(server.target());
    open.push(connection);
    const numbers = ["1", "2", "3", "4", "5"];
    const answers = await withLock(connection, 5, () =>
      Promise.all(numbers.map(async (each) => (await runScript(connection, `echo ${each}`)).stdout.trim())),
    );
    expect(answers).toEqual(numbers);
    expect(server.logins).toBeLessThanOrEqual(2);
  });
});
