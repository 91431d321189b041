import { execFile } from "node:child_process";
import { resolve } from "node:path";
import type { Command } from "commander";

/** Which stack a command is about. */
export interface StackChoice {
  readonly stack?: string;
  readonly cwd: string;
}

/** A stack as its backend and the engine know it; secrets are in clear. */
export interface StackAccess {
  readonly name: string;
  /** Its outputs. */
  outputs(): Promise<Record<string, unknown>>;
  /** The resources of its state. */
  resources(): Promise<readonly StateResource[]>;
  setConfig(key: string, value: string): Promise<void>;
  /** Runs the `pulumi` program on it. @returns what it printed, whatever its exit status. */
  pulumi(args: readonly string[], env: Readonly<Record<string, string>>): Promise<PulumiRun>;
}

export interface PulumiRun {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number;
}

/** A resource in a state. */
export interface StateResource {
  readonly urn: string;
  readonly type: string;
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly outputs?: Readonly<Record<string, unknown>>;
}

/** Adds what says which stack is meant. */
export function withStack(command: Command): Command {
  return command
    .option("-s, --stack <name>", "which stack; without it, the one that `pulumi stack select` chose")
    .option("-C, --cwd <folder>", "the folder of Pulumi.yaml", ".");
}

/**
 * Opens a stack by the Automation API, on whatever backend it is. Nothing is selected, locked or changed by it.
 *
 * @throws Error when there is no such project or stack.
 */
export async function openStack({ stack, cwd }: StackChoice): Promise<StackAccess> {
  const { LocalWorkspace } =
    require("@pulumi/pulumi/automation") as typeof import("@pulumi/pulumi/automation");
  const workDir = resolve(cwd);
  const workspace = await plainly(LocalWorkspace.create({ workDir }));
  const name = stack ?? (await plainly(workspace.stack()))?.name;
  if (name === undefined) throw new Error(`no stack is selected in ${workDir}; name one with --stack`);
  const { pulumiCommand } = workspace;
  return {
    name,
    async outputs() {
      const outputs = await plainly(workspace.stackOutputs(name));
      return Object.fromEntries(Object.entries(outputs).map(([key, { value }]) => [key, value]));
    },
    async resources() {
      return readResources(await plainly(workspace.exportStack(name)));
    },
    async setConfig(key, value) {
      await plainly(workspace.setConfig(name, key, { value }));
    },
    pulumi: (args, env) => run(pulumiCommand.command, [...args, "--stack", name], workDir, env),
  };
}

/** What the `pulumi` program said when it failed, without what the API says around it. */
async function plainly<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    if (/\bspawn pulumi ENOENT\b/.test(message)) {
      throw new Error("there is no `pulumi` program on the PATH; https://www.pulumi.com/docs/install has it");
    }
    const said = /\n stderr: ([\s\S]*?)(?:\n err\?: |$)/.exec(message)?.[1]?.trim();
    throw said ? new Error(/^error: ([\s\S]*)/m.exec(said)?.[1] ?? said) : error;
  }
}

/** Runs a program whose failure is a result too. */
function run(
  program: string,
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>>,
): Promise<PulumiRun> {
  const options = { cwd, env: { ...process.env, ...env }, maxBuffer: 1024 ** 3 };
  return new Promise((done, reject) => {
    execFile(program, [...args], options, (error, stdout, stderr) => {
      if (error && typeof error.code !== "number") reject(error);
      else done({ stdout, stderr, code: error ? Number(error.code) : 0 });
    });
  });
}

const secretMark = "4dabf18193072939515e22adb298388d";

/** The resources of an export, with plain values where it has secrets. */
export function readResources(exported: unknown): StateResource[] {
  const { deployment } = exported as { deployment?: { resources?: StateResource[] } };
  return (deployment?.resources ?? []).map((resource) => plain(resource) as StateResource);
}

/** A secret is an object with a mark and its value as JSON (Pulumi's documentation of the deployment schema). */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  if (secretMark in value) {
    const { plaintext } = value as { plaintext?: string };
    return plaintext === undefined ? undefined : plain(JSON.parse(plaintext));
  }
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, plain(each)]));
}
