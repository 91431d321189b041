import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import execa from "execa";
import type { Plans } from "../../components/program/plans";
import { connect } from "../../components/remote/ssh/connect";
import { runScript } from "../../components/remote/ssh/run-script";
import type { SshTarget } from "../../components/remote/ssh-target";
import { type DebianRelease, defaultRelease, ensureImage, MachineHost } from "../machines";
import { packageRoot } from "../paths";

interface KeyPair {
  readonly private: string;
  readonly public: string;
}

async function createKeyPair(path: string): Promise<KeyPair> {
  await execa("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", "", "-f", path]);
  return { private: readFileSync(path, "utf8"), public: readFileSync(`${path}.pub`, "utf8").trim() };
}

/** How one call of the roll program ended. */
export interface RollOutcome {
  readonly code: number;
  readonly result: Record<string, unknown>;
  readonly stderr: string;
  readonly tookMs: number;
}

/** Machines for the roll program, which runs as it does in a roll: `node -e`, plan on standard input. */
export class Fleet {
  readonly folder = mkdtempSync(join(tmpdir(), "roll-"));
  readonly journal = join(this.folder, "journal.jsonl");
  readonly hostKeys = new Map<string, KeyPair>();
  private login: KeyPair = { private: "", public: "" };
  private readonly host: MachineHost;
  private readonly subnet = `10.95.${process.pid % 256}`;

  /** @param releases Of machines that have another Debian than the others. */
  constructor(
    private readonly names: readonly string[],
    private readonly releases: Readonly<Record<string, DebianRelease>> = {},
  ) {
    this.host = new MachineHost({
      id: `roll${process.pid}`,
      machinesDir: join(this.folder, "machines"),
      network: { cidr: `${this.subnet}.0/24`, gateway: `${this.subnet}.1` },
    });
  }

  address(name: string): string {
    return `${this.subnet}.${10 + this.names.indexOf(name)}`;
  }

  target(name: string): SshTarget {
    return {
      name,
      host: this.address(name),
      user: "admin",
      privateKey: this.login.private,
      hostKey: this.hostKeys.get(name)?.public ?? "",
    };
  }

  async boot(): Promise<void> {
    this.login = await createKeyPair(join(this.folder, "login"));
    for (const name of this.names) {
      this.hostKeys.set(name, await createKeyPair(join(this.folder, `host-${name}`)));
    }
    await this.host.prepare();
    await Promise.all(this.names.map((name) => this.bootOne(name)));
  }

  /** A new machine at the same address, as after a replaced instance. */
  async replace(name: string): Promise<void> {
    await this.host.remove(name, 1);
    await this.bootOne(name);
  }

  async powerOff(name: string): Promise<void> {
    await this.host.stop(name, 1);
  }

  async powerOn(name: string): Promise<void> {
    await this.bootOne(name);
  }

  /** Whether sshd answers, with whatever host key. */
  async answers(name: string): Promise<boolean> {
    return connect(this.target(name), { acceptAnyHostKey: true }).then(
      (connection) => {
        connection.close();
        return true;
      },
      () => false,
    );
  }

  readJournal(): string {
    return readFileSync(this.journal, "utf8");
  }

  private async bootOne(name: string): Promise<void> {
    const image = await ensureImage(() => undefined, this.releases[name] ?? defaultRelease);
    await this.host.start({
      name,
      image,
      imageLabel: "test",
      addresses: [this.address(name)],
      hostname: `ip-${name}`,
      authorizedKeys: [this.login.public],
    });
  }

  async destroy(): Promise<void> {
    await this.host.destroy();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Runs a command of the program; any exit status is a result. */
  async roll<K extends keyof Plans>(
    command: K,
    plan: Plans[K],
    env: Record<string, string> = {},
    onStart?: (pid: number) => void,
  ): Promise<RollOutcome> {
    const begun = performance.now();
    const child = execa("node", ["-e", 'require("pulumi-wso2/roll")', command, "--json"], {
      cwd: packageRoot,
      input: JSON.stringify(plan),
      env: { WSO2_ROLL_JOURNAL: this.journal, ...env },
      reject: false,
    });
    if (onStart && child.pid) onStart(child.pid);
    const { exitCode, stdout, stderr } = await child;
    const last = stdout.trim().split("\n").at(-1) ?? "";
    const result = last.startsWith("{") ? (JSON.parse(last) as Record<string, unknown>) : {};
    return { code: exitCode, result, stderr, tookMs: performance.now() - begun };
  }

  /** The same for a call that must succeed. */
  async must<K extends keyof Plans>(
    command: K,
    plan: Plans[K],
    env: Record<string, string> = {},
  ): Promise<RollOutcome> {
    const outcome = await this.roll(command, plan, env);
    if (outcome.code !== 0) throw new Error(outcome.stderr);
    return outcome;
  }

  /** What a shell command prints on a machine. */
  async on(name: string, command: string): Promise<string> {
    const connection = await connect(this.target(name));
    try {
      const { stdout, stderr } = await runScript(connection, `set +eu\n${command}`);
      return `${stdout}${stderr}`.trim();
    } finally {
      connection.close();
    }
  }
}
