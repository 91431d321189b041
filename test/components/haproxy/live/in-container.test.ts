import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import execa from "execa";
import { HaproxyServerMember } from "../../../../components/haproxy/live/haproxy-member";
import { renderListOld } from "../../../../components/haproxy/live/old-processes";
import { parseInfo } from "../../../../components/haproxy/process-info";
import { renderReadConfig } from "../../../../components/haproxy/render-read-config";
import { poll } from "../../../../components/remote/poll";
import { imageFolder } from "../../../../sandbox/machines";
import { whyNoMachines } from "../../../../sandbox/prerequisites";
import { askSocket } from "../../../support/ask-socket";
import { freePort } from "../../../support/free-port";
import { exampleTarget } from "../../program/example-plans";
import { fakeContext } from "../../rolling/membership/fake-balancer";

jest.mock("../../../../components/remote/ssh/shell", () => ({
  ...jest.requireActual("../../../../components/remote/ssh/shell"),
  runAsRoot: (_: unknown, script: string) => sh(script),
}));

const releases = ([12, 13] as const).filter((release) => existsSync(imageFolder(release)));
const chroot = "chroot /var/lib/haproxy";
const canRun = !whyNoMachines() && releases.length > 0;

/** What Docker makes of an image: file system, processes and their numbers apart, and one folder of the machine in it. */
class Container {
  readonly socketPath: string;
  private readonly process: ChildProcess;

  constructor(base: string, image: string, config: string, command: string) {
    const folder = (name: string) => {
      mkdirSync(join(base, name), { recursive: true });
      return join(base, name);
    };
    const [upper, work, root, shared] = [folder("upper"), folder("work"), folder("root"), folder("shared")];
    this.socketPath = join(shared, "admin.sock");
    writeFileSync(join(folder("upper/usr/local/etc/haproxy"), "haproxy.cfg"), config);
    const script = [
      `mount -t overlay overlay -o lowerdir=${image},upperdir=${upper},workdir=${work} ${root}`,
      `mkdir -p ${root}/srv/run && mount --bind ${shared} ${root}/srv/run`,
      `mount -t proc proc ${root}/proc && mount --rbind /dev ${root}/dev`,
      `cd ${root} && mkdir -p old && pivot_root . old && umount -l old`,
      `exec chroot . ${command} -f /usr/local/etc/haproxy/haproxy.cfg`,
    ].join(" && ");
    const apart = ["--mount", "--pid", "--fork", "--kill-child", "--propagation", "private"];
    this.process = spawn("setpriv", ["--pdeathsig", "KILL", "unshare", ...apart, "sh", "-c", script], {
      stdio: ["ignore", "ignore", "pipe"],
    });
  }

  async pid(): Promise<number> {
    const info = () => askSocket(this.socketPath, "show info").catch(() => undefined);
    const { pid } = parseInfo((await poll(info, { timeoutSec: 60, intervalMs: 50 })) ?? "");
    if (pid === undefined) throw new Error("HAProxy does not run in its container");
    return pid;
  }

  async asked() {
    return { pid: await this.pid(), socketPath: this.socketPath };
  }

  /** The first process there, by its number on this computer. */
  get first(): number {
    const { pid } = this.process;
    return Number(readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim());
  }

  async end(): Promise<void> {
    const ended = once(this.process, "close");
    // unshare itself takes no notice of SIGTERM.
    this.process.kill("SIGKILL");
    await ended;
  }
}

async function sh(script: string): Promise<string> {
  return (await execa("sh", ["-eu"], { input: script })).stdout;
}

(canRun ? describe.each(releases) : describe.skip.each([0 as 12]))(
  "HAProxy of Debian %s in a container",
  (release) => {
    const base = mkdtempSync(join(tmpdir(), "in-container-"));
    const containers = new Map<string, Container>();
    const open: Socket[] = [];
    const held: (() => void)[] = [];
    let slow: Server;
    let port: number;
    const of = (name: string) => containers.get(name) as Container;

    beforeAll(async () => {
      slow = createServer((_, response) => void held.push(() => response.end("late\n")));
      await new Promise<void>((resolve) => slow.listen(0, "127.0.0.1", resolve));
      port = await freePort();
      const config = (name: string, bind: string, locked: string) => `global
  stats socket /srv/run/admin.sock level admin
  ${locked}
defaults
  mode http
  timeout connect 5s
  timeout client 60s
  timeout server 60s
${bind}
backend ${name}
  option persist
  cookie ${name} insert
  server a 127.0.0.1:${(slow.address() as AddressInfo).port}
`;
      const image = imageFolder(release);
      const start = (name: string, bind: string, command: string, locked = "") =>
        containers.set(name, new Container(join(base, name), image, config(name, bind, locked), command));
      start(
        "mastered",
        `frontend www\n  bind 127.0.0.1:${port}\n  default_backend mastered\n`,
        "haproxy -W -db",
        chroot,
      );
      start("alone", "", "haproxy -db");
      start("too", "", "haproxy -db");
      start("locked", "", "haproxy -db", chroot);
      start("renamed", "", "sh -c 'cp -L /usr/sbin/haproxy /usr/sbin/lb && exec lb \"$@\"' sh -db");
      await Promise.all([...containers.values()].map((each) => each.pid()));
    }, 120_000);
    afterAll(async () => {
      for (const each of open) each.destroy();
      await Promise.all([...containers.values()].map((each) => each.end()));
      slow.close();
      rmSync(base, { recursive: true, force: true });
    });

    it.each(["mastered", "alone", "too"])(
      "is read with the files that %s was started with there",
      async (name) => {
        const text = await sh(renderReadConfig(await of(name).asked()));
        expect(text.split("\n").filter((line) => /^backend|persist|cookie/.test(line.trim()))).toEqual([
          `backend ${name}`,
          "  option persist",
          `  cookie ${name} insert`,
        ]);
      },
    );

    it("is said not to be seen, once, where no process here is HAProxy by its name, or its files are not to be had", async () => {
      const lines: string[] = [];
      const report = { line: (...words: string[]) => lines.push(words.join(" ")) };
      const check = async (name: string) => {
        const { socketPath } = of(name);
        const connection = { target: exampleTarget, openUnixSocket: async (path: string) => connect(path) };
        const pool = { run: <T>(_: unknown, work: (found: unknown) => Promise<T>) => work(connection) };
        const context = { ...fakeContext({ pool: pool as never }), report: report as never };
        const line = { kind: "haproxy" as const, balancer: name, ssh: exampleTarget, socketPath };
        return new HaproxyServerMember({ ...line, backend: name, server: "a" }, context).check();
      };
      expect(await check("alone")).toEqual([expect.stringMatching(/^backend alone has `option persist`/)]);
      expect(lines).toEqual([]);
      for (const name of ["renamed", "renamed", "locked"]) expect(await check(name)).toEqual([]);
      expect(lines).toEqual([
        expect.stringMatching(/^renamed unseen .*option persist/),
        expect.stringMatching(/^locked unseen /),
      ]);
    });

    it("is not taken for another one with the same number", async () => {
      const [alone, too] = [await of("alone").pid(), await of("too").pid()];
      expect(alone).toBe(too);
    });

    it("is seen to answer still, by a process that a reload has left", async () => {
      const container = of("mastered");
      const before = await container.pid();
      expect(await sh(renderListOld(await container.asked()))).toBe("");
      const client = connect(port, "127.0.0.1");
      open.push(client);
      client.write("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
      await poll(async () => held.length > 0 || undefined, { timeoutSec: 60, intervalMs: 20 });
      process.kill(container.first, "SIGUSR2");
      const isNew = async () => (await container.pid()) !== before || undefined;
      expect(await poll(isNew, { timeoutSec: 60, intervalMs: 50 })).toBe(true);

      const old = await sh(renderListOld(await container.asked()));
      const [, number] = /^process (\d+)$/.exec(old) ?? [];
      const status = readFileSync(`/proc/${number}/status`, "utf8");
      expect(status).toMatch(new RegExp(`^NSpid:.*\\t${before}$`, "m"));
      for (const answer of held.splice(0)) answer();
      const none = async () => (await sh(renderListOld(await container.asked()))) === "" || undefined;
      expect(await poll(none, { timeoutSec: 60, intervalMs: 50 })).toBe(true);
    });
  },
);
