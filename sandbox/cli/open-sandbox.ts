import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { awsEnvironment } from "../cloud";
import { openProject, type ProjectStack, type StackOptions } from "../engine";
import type { Overrides } from "../engine/overrides";
import { packageRoot, sandboxPaths } from "../paths";
import { planDatabaseOverride } from "./database";
import { productOf } from "./product";
import { project, type StackSettings } from "./stack-settings";

/** File that gets one line for each step of a roll. */
export function journalPath(stateDir: string): string {
  return join(stateDir, "roll-journal.jsonl");
}

/** Names the journal to the roll program; the mark, too, of all that the engine starts for this sandbox. */
export function journalVariable(stateDir: string): Record<"WSO2_ROLL_JOURNAL", string> {
  return { WSO2_ROLL_JOURNAL: journalPath(stateDir) };
}

/** What the stack is opened with. */
export interface OpenOptions {
  readonly stack: string;
  readonly engineDir: string;
  /** Of the AWS API. */
  readonly endpoint: string;
  readonly settings: Pick<
    StackSettings,
    "ownPack" | "ownElbPack" | "system" | "version" | "front" | "elbVersion" | "database"
  >;
  /** Configuration beside what was kept from commands before. */
  readonly overrides?: Overrides;
  readonly env?: Readonly<Record<string, string>>;
  readonly log: (line: string) => void;
}

/** Opens the project's own stack on the sandbox: the engine starts its program, as on AWS. */
export async function openSandbox(options: OpenOptions): Promise<ProjectStack> {
  // What a killed engine leaves there goes with the sandbox.
  process.env.TMPDIR = join(sandboxPaths(options.stack).stateDir, "tmp");
  await mkdir(process.env.TMPDIR, { recursive: true });
  const overrides = { ...options.overrides, ...(await planDatabaseOverride(options.settings)) };
  return openProject(planSandboxStack({ ...options, overrides }));
}

/** The project's own stack with what is the sandbox's: where its AWS is, and where its zips are. */
export function planSandboxStack(options: OpenOptions): StackOptions {
  const { stack, engineDir, endpoint, settings, overrides, env, log } = options;
  const { stateDir } = sandboxPaths(stack);
  const product = productOf(settings);
  return {
    stack,
    stateDir,
    engineDir,
    projectDir: packageRoot,
    env: { ...awsEnvironment(endpoint), ...journalVariable(stateDir), ...env },
    overrides: {
      ...overrides,
      // Also where the user's own is dropped by `--set pack=`.
      ...(product && settings.ownPack === undefined && { [`${project}:pack`]: product.address }),
      ...(product?.elbAddress &&
        settings.ownElbPack === undefined && { [`${project}:elbPack`]: product.elbAddress }),
    },
    log,
  };
}
