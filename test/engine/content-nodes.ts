import { type ChildProcess, spawn } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import execa from "execa";
import { contentPaths } from "../../components/content-sync/content-paths";
import type { ContentPlan, RsyncPlan } from "../../components/content-sync/content-plan";
import { planContentFiles } from "../../components/content-sync/render-files";
import { renderContentFolders } from "../../components/content-sync/render-setup";
import { renderWriteFiles } from "../../components/remote/machine-files";
import { ensureImage } from "../../sandbox/machines/image/ensure-image";
import { signalIfThere } from "../../sandbox/process-identity";
import { freePort } from "../support/free-port";

export const service = "identity-server";
export const home = "/opt/wso2/wso2is-7.1.0";
export const folder = "repository/deployment/server/userstores";
const paths = contentPaths(service);
const owner = "wso2";

/** A key pair in OpenSSH's form. */
async function makeKey(at: string) {
  await execa("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", "content", "-f", at]);
  const [secret, open] = await Promise.all([execa("cat", [at]), execa("cat", [`${at}.pub`])]);
  return { secret: secret.stdout, open: open.stdout };
}

/**
 * Nodes with a root folder each, laid over the machines' image, on this computer's loopback. Each runs what its units
 * would start: the SSH daemon of its content, and the sync.
 */
export class ContentNodes {
  private readonly nodes = new Map<string, ChildProcess>();
  private readonly started = new Map<string, ChildProcess[]>();
  private readonly base = mkdtempSync(join(tmpdir(), "content-nodes-"));
  private rsync!: Omit<RsyncPlan, "writer" | "peers" | "port">;
  private image = "";

  private readonly ports: Record<string, number> = {};

  constructor(private readonly names: readonly string[]) {}

  async create(): Promise<void> {
    this.image = await ensureImage(() => {});
    const [reader, source] = await Promise.all([
      makeKey(join(this.base, "reader")),
      makeKey(join(this.base, "source")),
    ]);
    this.rsync = {
      ...{ readerKey: reader.secret, readerPublicKey: reader.open },
      ...{ sourceKey: source.secret, sourcePublicKey: source.open },
      ...{ watch: "inotify", intervalSec: 2, settleSec: 1, maxLagSec: 20 },
    };
    for (const node of this.names) this.ports[node] = await freePort();
    for (const node of this.names) await this.add(node);
  }

  /** A new machine of that name. */
  async add(node: string): Promise<void> {
    const at = mkdtempSync(join(this.base, `${node}-`));
    for (const each of ["upper", "work", "root"]) mkdirSync(join(at, each));
    const mounts = [
      `mount -t overlay overlay -o "lowerdir=$1,upperdir=$2/upper,workdir=$2/work" "$2/root"`,
      `mount -t proc proc "$2/root/proc" && mount --rbind /dev "$2/root/dev" && mount -t tmpfs tmpfs "$2/root/run"`,
      // Said from inside: who enters before has this computer's own root.
      `cd "$2/root" && exec chroot . sh -c "echo ready && exec sleep infinity"`,
    ].join(" && ");
    const args = ["--mount", "--propagation", "private", "sh", "-c", mounts, "sh", this.image, at];
    const holder = spawn("setpriv", ["--pdeathsig", "KILL", "unshare", ...args], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    await new Promise<void>((resolve, reject) => {
      holder.stdout?.once("data", () => resolve());
      holder.once("exit", () => reject(new Error(`no root for ${node}`)));
    });
    this.nodes.set(node, holder);
    await this.run(
      node,
      `useradd --system --user-group --no-create-home --home-dir /opt/wso2 --shell /usr/sbin/nologin ${owner}
install -d -o ${owner} -g ${owner} ${home} ${home}/${folder}`,
    );
  }

  /** A shell in the node's root, as root or as the product's user. */
  private enter(node: string, user: string): [string, string[]] {
    const pid = this.nodes.get(node)?.pid;
    if (pid === undefined) throw new Error(`no node ${node}`);
    const as = user === "root" ? [] : [`--userspec=${user}:${user}`];
    return [
      "nsenter",
      ["-t", `${pid}`, "-m", "--root", "--", "chroot", ...as, "/", "env", "PATH=/usr/sbin:/usr/bin:/bin"],
    ];
  }

  async run(node: string, script: string, user = "root"): Promise<string> {
    const [file, args] = this.enter(node, user);
    return (await execa(file, [...args, "sh", "-eu"], { input: script })).stdout;
  }

  /** In the common folder, as the product's user. */
  product(node: string, script: string): Promise<string> {
    return this.run(node, `cd ${paths.live}/${folder}\n${script}`, owner);
  }

  /** The sync's program, to its end. */
  async sync(node: string, ...args: string[]): Promise<{ code: number; said: string }> {
    const [file, before] = this.enter(node, owner);
    const { exitCode, all } = await execa(file, [...before, paths.script, service, ...args], {
      ...{ reject: false, all: true },
    });
    return { code: exitCode, said: all ?? "" };
  }

  port(node: string): number {
    const port = this.ports[node];
    if (port === undefined) throw new Error(`no node ${node}`);
    return port;
  }

  plan(node: string, writer: string, change: Partial<RsyncPlan> = {}): ContentPlan {
    const peers = Object.entries(this.ports)
      .filter(([name]) => name !== node)
      .map(([name, port]) => ({ name, address: "127.0.0.1", port }));
    const rsync = { ...this.rsync, writer, peers, port: this.port(node), ...change };
    return { service, node, folders: [folder], rsync };
  }

  /** What an installation does: files and folders, a first round, and then both units. @returns what the round said. */
  async configure(node: string, writer: string, change: Partial<RsyncPlan> = {}) {
    this.stop(node);
    const plan = this.plan(node, writer, change);
    await this.run(node, renderContentFolders(plan, { home, homeLink: "/opt/wso2/none", owner }));
    await this.run(node, renderWriteFiles(planContentFiles(plan, owner)));
    this.start(node, ["/usr/sbin/sshd", "-D", "-e", "-f", paths.sshdConfig]);
    const begun = await this.sync(node, "begin");
    this.start(node, [paths.script, service, "run"]);
    return begun;
  }

  private start(node: string, command: readonly string[]): void {
    const [file, args] = this.enter(node, owner);
    const log = openSync(this.logOf(node), "a");
    // Behind the change of user, at which the kernel forgets such a wish.
    const child = spawn(file, [...args, "setpriv", "--pdeathsig", "KILL", ...command], {
      stdio: ["ignore", log, log],
      detached: true,
    });
    closeSync(log);
    this.started.set(node, [...(this.started.get(node) ?? []), child]);
  }

  private logOf(node: string): string {
    return join(this.base, `${node}.log`);
  }

  /** What a node's SSH daemons and syncs have said. */
  words(node: string): string {
    return readFileSync(this.logOf(node), "utf8");
  }

  /** The end of that, of all. */
  lastWords(): string {
    return this.names
      .map((node) => `${node}:\n${this.words(node).split("\n").slice(-15).join("\n")}`)
      .join("\n");
  }

  /** Ends what runs on a node. */
  stop(node: string): void {
    for (const { pid } of this.started.get(node) ?? []) if (pid) signalIfThere(-pid, "SIGKILL");
    this.started.delete(node);
  }

  /** The machine is gone, with its disk. */
  lose(node: string): void {
    this.stop(node);
    this.nodes.get(node)?.kill("SIGKILL");
    this.nodes.delete(node);
  }

  end(): void {
    for (const node of [...this.nodes.keys()]) this.lose(node);
    rmSync(this.base, { recursive: true, force: true });
  }
}

/** For keys that nobody knows. */
export function strangeKey(): string {
  return generateKeyPairSync("ed25519").privateKey.export({ type: "pkcs8", format: "pem" }).toString();
}
