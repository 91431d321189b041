import { existsSync } from "node:fs";
import { cp, mkdir, readFile, symlink, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import type { EngineEvent } from "@pulumi/pulumi/automation";
import execa from "execa";
import { utils } from "ssh2";
import { ensureEngine } from "../../../sandbox/engine";
import { openProject } from "../../../sandbox/engine/open-project";
import { packageRoot } from "../../../sandbox/paths";

/** An empty project of its own that has installed the package. */
export interface Consumer {
  readonly dir: string;
  /** Runs a program in the project, or in a folder below it. */
  run(command: string, args: readonly string[], options?: execa.Options): execa.ExecaChildProcess;
}

export type Manager = "npm" | "pnpm";

const installs: Readonly<Record<Manager, readonly string[]>> = {
  npm: ["npm", "install", "--prefer-offline", "--ignore-scripts", "--no-audit", "--no-fund"],
  pnpm: [join(packageRoot, "node_modules/.bin/pnpm"), "install", "--prefer-offline", "--ignore-scripts"],
};

/** What this project is tested with, as its lock says: a user's own lock would say something like it. */
export async function lockedVersions(names: readonly string[]): Promise<Record<string, string>> {
  const lock = JSON.parse(await readFile(join(packageRoot, "package-lock.json"), "utf8"));
  return Object.fromEntries(names.map((name) => [name, lock.packages[`node_modules/${name}`].version]));
}

/** A folder with the project's files as git carries them: nothing that is ignored, so nothing that was built. */
export async function checkOut(folder: string): Promise<string> {
  const args = ["ls-files", "--cached", "--others", "--exclude-standard", "-z"];
  const { stdout } = await execa("git", args, { cwd: packageRoot });
  const files = stdout.split("\0").filter((name) => name !== "" && existsSync(join(packageRoot, name)));
  for (const file of files) {
    await cp(join(packageRoot, file), join(folder, file));
  }
  return folder;
}

/** Packs a checkout as npm does an install from git: its own scripts build it, from nothing. @returns the tarball */
export async function pack(folder: string): Promise<string> {
  const checkout = await checkOut(join(folder, "checkout"));
  await symlink(join(packageRoot, "node_modules"), join(checkout, "node_modules"));
  const { stdout } = await execa("npm", ["pack", "--silent", "--pack-destination", folder], {
    cwd: checkout,
  });
  return join(folder, stdout.trim().split("\n").at(-1) ?? "");
}

/** @param source the tarball that the dependency `pulumi-wso2` is */
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
  // The one value that each user must bring: a key that opens something is in no example.
  const overrides: Record<string, string> =
    basename(projectDir) === "existing-machines"
      ? { sshPrivateKey: utils.generateKeyPairSync("ed25519").private }
      : {};
  const stack = await openProject({ stack: "dev", stateDir, projectDir, engineDir, env, overrides });
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
