import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { EngineEvent, Stack } from "@pulumi/pulumi/automation";
import { ensureEngine, openStack } from "../../../sandbox/engine";

const folder = join(__dirname, "../../fixtures/states");

/** A stack that holds the state which a released version left. */
export interface RecordedStack {
  /** What the present version would change, as `op type name`, in the order in which the engine begins it. */
  preview(config?: Readonly<Record<string, string>>): Promise<string[]>;
  remove(): Promise<void>;
}

/** @param env For the engine: where the cloud is that the program's look-ups ask. */
export async function openRecordedStack(
  version: string,
  env: Readonly<Record<string, string>>,
  program: () => Promise<Record<string, unknown>>,
): Promise<RecordedStack> {
  const dir = await mkdtemp(join(tmpdir(), "upgrade-"));
  const stateDir = join(dir, "state");
  await mkdir(stateDir);
  await writeFile(join(dir, "Pulumi.yaml"), "name: wso2\nruntime: nodejs\n");
  await copyFile(join(folder, `${version}.yaml`), join(dir, "Pulumi.dev.yaml"));
  await copyFile(join(folder, "passphrase"), join(stateDir, "passphrase"));
  const engineDir = await ensureEngine(() => {});
  const open = (overrides: Readonly<Record<string, string>>): Promise<Stack> =>
    openStack({ stack: "dev", stateDir, projectDir: dir, engineDir, env, overrides, program });
  const recorded = JSON.parse(await readFile(join(folder, `${version}.json`), "utf8"));
  await (await open({})).importStack(recorded);
  return {
    async preview(config = {}) {
      const stack = await open(config);
      const events: EngineEvent[] = [];
      await stack.preview({ onEvent: (event) => events.push(event) });
      return stepsOf(events);
    },
    remove: () => rm(dir, { recursive: true, force: true }),
  };
}

/** How the engine writes a value that only an `up` will know. */
const unknownValue = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/**
 * `unsure`: a Command whose trigger is the output of another one that runs. An update prints what was printed
 * before, so that an `up` finds the trigger as it was; a preview can't know, and shows a replacement.
 */
function stepsOf(events: readonly EngineEvent[]): string[] {
  const steps = events.flatMap(({ resourcePreEvent }) => resourcePreEvent?.metadata ?? []);
  const unsure = new Set(
    steps
      .filter(({ type, new: next }) => type === "command:local:Command" && isUnsure(next?.inputs))
      .map(({ urn }) => urn),
  );
  return steps.flatMap(({ op, type, urn }) => {
    if (op === "same" || op === "read" || type === "pulumi:pulumi:Stack") return [];
    const named = `${type} ${urn.split("::")[3]}`;
    if (!unsure.has(urn) || !/replace/.test(op)) return [`${op} ${named}`];
    return op === "replace" ? [`unsure ${named}`] : [];
  });
}

function isUnsure(inputs: Record<string, unknown> | undefined): boolean {
  return Array.isArray(inputs?.triggers) && inputs.triggers.includes(unknownValue);
}
