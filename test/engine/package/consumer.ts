import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { EngineEvent } from "@pulumi/pulumi/automation";
import execa from "execa";
import { ensureEngine } from "../../../sandbox/engine";
import { openProject } from "../../../sandbox/engine/open-project";
import { packageRoot } from "../../../sandbox/paths";

/** An empty project of its own that has installed the package. */
export interface Consumer {
  readonly dir: string;
  /** Runs a program in the project, or in a folder below it. */
  run(command: string, args: readonly string[], options?: execa.Options): execa.ExecaChildProcess;
}

/** `git`: by npm, with the scripts that build it. */
export type Manager = "npm" | "pnpm" | "git";

const quiet = ["--prefer-offline", "--ignore-scripts", "--no-audit", "--no-fund"];
const installs: Readonly<Record<Manager, readonly string[]>> = {
  npm: ["npm", "install", ...quiet],
  git: ["npm", "install", "--prefer-offline", "--no-audit", "--no-fund"],
  pnpm: [join(packageRoot, "node_modules/.bin/pnpm"), "install", "--prefer-offline", "--ignore-scripts"],
};

/** What this project is tested with, as its lock says: a user's own lock would say something like it. */
export async function lockedVersions(names: readonly string[]): Promise<Record<string, string>> {
  const lock = JSON.parse(await readFile(join(packageRoot, "package-lock.json"), "utf8"));
  return Object.fromEntries(names.map((name) => [name, lock.packages[`node_modules/${name}`].version]));
}

/** The file that `npm pack` makes of the project as it stands. */
export async function pack(folder: string): Promise<string> {
  const { stdout } = await execa("npm", ["pack", "--silent", "--pack-destination", folder], {
    cwd: packageRoot,
  });
  return join(folder, stdout.trim().split("\n").at(-1) ?? "");
}

/** @param source what the dependency `pulumi-wso2` is: a tarball, a git address */
export async function createConsumer(
  dir: string,
  manager: Manager,
  source: string,
  dependencies: Readonly<Record<string, string>> = {},
): Promise<Consumer> {
  await mkdir(dir, { recursive: true });
  const manifest = {
    name: "consumer",
    private: true,
    dependencies: { ...dependencies, "pulumi-wso2": source },
  };
  await writeFile(join(dir, "package.json"), JSON.stringify(manifest));
  await cp(join(packageRoot, "examples"), join(dir, "examples"), { recursive: true });
  const [command = "", ...args] = installs[manager];
  await execa(command, args, { cwd: dir });
  return { dir, run: (program, given, options) => execa(program, given, { cwd: dir, ...options }) };
}

export interface Preview {
  /** `op type name`, the providers and the stack left out. */
  readonly steps: string[];
  readonly errors: string;
}

/** The preview of stack `dev` of a project, by the road that a user takes. */
export async function previewProject(
  projectDir: string,
  stateDir: string,
  env: Readonly<Record<string, string>>,
): Promise<Preview> {
  const engineDir = await ensureEngine(() => {});
  const stack = await openProject({ stack: "dev", stateDir, projectDir, engineDir, env, overrides: {} });
  const events: EngineEvent[] = [];
  let failure = "";
  await stack.preview({ onEvent: (event) => events.push(event) }).catch((error) => {
    failure = String(error);
  });
  const errors = events.flatMap(({ diagnosticEvent: event }) =>
    event?.severity === "error" ? [event.message] : [],
  );
  return { steps: events.flatMap(stepOf), errors: errors.join("") || failure };
}

function stepOf({ resourcePreEvent }: EngineEvent): string[] {
  const { op, type, urn } = resourcePreEvent?.metadata ?? {};
  if (!op || !type || /^pulumi:/.test(type)) return [];
  return [`${op} ${type} ${urn?.split("::")[3]}`];
}
