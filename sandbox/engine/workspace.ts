import { randomBytes } from "node:crypto";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { readKeptOverrides } from "./kept-overrides";
import { mergeOverrides, type Overrides } from "./overrides";
import { planProject, planStackSettings, type StackSettings } from "./stack-files";
import { backendDir } from "./stale-lock";

/** The folders and the passphrase of one sandbox's stack. */
export interface Workspace {
  readonly project: string;
  readonly workDir: string;
  /** The stack file with the overrides in place. */
  readonly stackFile: string;
  readonly pulumiHome: string;
  readonly backend: string;
  readonly passphraseFile: string;
}

/**
 * Copies the project's Pulumi files into the state folder, with the overrides in place.
 * The user's own files are only read.
 *
 * @throws Error when a file is missing or not valid
 */
export async function prepareWorkspace(options: {
  stack: string;
  stateDir: string;
  projectDir: string;
  overrides: Overrides;
}): Promise<Workspace> {
  const { stack, stateDir, projectDir } = options;
  const workDir = join(stateDir, "workspace");
  const pulumiHome = join(stateDir, "pulumi-home");
  const backend = backendDir(stateDir);
  for (const dir of [workDir, pulumiHome, backend]) await mkdir(dir, { recursive: true });

  const projectPath = join(projectDir, "Pulumi.yaml");
  const project = planProject(await readFile(projectPath, "utf8"), projectPath);
  const overrides = mergeOverrides(await readKeptOverrides(stateDir), options.overrides, project.name);
  const stackFile = `Pulumi.${stack}.yaml`;
  const own = await readSettings(join(projectDir, stackFile));
  if (!own) throw new Error(`Stack ${stack}: there is no ${join(projectDir, stackFile)}.`);
  const salt = (await readSettings(join(workDir, stackFile)))?.encryptionsalt;
  const settings = planStackSettings(own, overrides, salt, stackFile);
  await writeWhole(join(workDir, "Pulumi.yaml"), project.text);
  // What was set may be a secret.
  await writeWhole(join(workDir, stackFile), stringify(settings), 0o600);
  return {
    project: project.name,
    workDir,
    stackFile: join(workDir, stackFile),
    pulumiHome,
    backend,
    passphraseFile: await keepPassphrase(stateDir),
  };
}

async function keepPassphrase(stateDir: string): Promise<string> {
  const path = join(stateDir, "passphrase");
  const kept = await readIfThere(path);
  if (!kept?.trim()) await writeWhole(path, `${randomBytes(24).toString("base64url")}\n`, 0o600);
  return path;
}

async function readSettings(path: string): Promise<StackSettings | undefined> {
  const text = await readIfThere(path);
  return text === undefined ? undefined : ((parse(text) ?? {}) as StackSettings);
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

/** So that a kill in the middle leaves the file as it was. */
async function writeWhole(path: string, text: string, mode = 0o644): Promise<void> {
  const unfinished = `${path}.${process.pid}.tmp`;
  await writeFile(unfinished, text, { mode });
  await rename(unfinished, path);
}
