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
      return events.flatMap(stepOf);
    },
    remove: () => rm(dir, { recursive: true, force: true }),
  };
}

function stepOf({ resourcePreEvent }: EngineEvent): string[] {
  const { op, type, urn } = resourcePreEvent?.metadata ?? {};
  if (!op || !type || op === "same" || op === "read" || type === "pulumi:pulumi:Stack") return [];
  return [`${op} ${type} ${urn?.split("::")[3]}`];
}
