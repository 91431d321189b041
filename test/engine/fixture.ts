import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { EngineEvent, OutputMap, PreviewOptions, Stack, UpOptions } from "@pulumi/pulumi/automation";
import { ensureEngine, openStack } from "../../sandbox/engine";

type Program = () => Promise<Record<string, unknown>>;

/** What one run of the engine did. */
export interface Outcome {
  /** `create node1`, in the order in which the steps began; the stack and the providers are left out. */
  readonly steps: string[];
  /** `node1: text`, each line that a provider showed while its resource was worked on. */
  readonly lines: string[];
  /** What the engine reported when the run failed, one error after the other. */
  readonly error?: string;
}

/** A stack of its own in a temporary folder, on the real engine. */
export interface EngineFixture {
  readonly dir: string;
  readonly stack: Stack;
  up(program: Program, options?: UpOptions): Promise<Outcome>;
  preview(program: Program, options?: PreviewOptions): Promise<Outcome>;
  destroy(): Promise<Outcome>;
  /** What the program gave out in the last update. */
  outputs(): Promise<OutputMap>;
  /** The resource as the state holds it, secrets encrypted. */
  stored(name: string): Promise<StoredResource | undefined>;
  /** A file for commands to write lines into. */
  journal(name: string): string;
  /** The lines that it has got since the last call. */
  takeJournal(name: string): Promise<string[]>;
  remove(): Promise<void>;
}

export interface StoredResource {
  readonly id: string;
  readonly inputs: Record<string, unknown>;
  readonly outputs: Record<string, unknown>;
}

export async function openFixture(name: string): Promise<EngineFixture> {
  const dir = await mkdtemp(join(tmpdir(), `engine-${name}-`));
  await writeFile(join(dir, "Pulumi.yaml"), "name: wso2\nruntime: nodejs\nmain: stacks/index.ts\n");
  await writeFile(join(dir, "Pulumi.test.yaml"), "config: {}\n");
  const stateDir = join(dir, "state");
  const journal = (each: string) => join(dir, `${each}.journal`);
  let program: Program = async () => ({});
  const stack = await openStack({
    stack: "test",
    stateDir,
    projectDir: dir,
    engineDir: await ensureEngine(() => {}),
    env: {},
    overrides: {},
    program: () => program(),
  });

  const outputs = stack.outputs.bind(stack);
  // An update would end with three more calls of the CLI, for a history and outputs that few tests read.
  Object.assign(stack, { info: async () => undefined, outputs: async () => ({}) });

  async function run(
    next: Program,
    start: (onEvent: (event: EngineEvent) => void) => Promise<unknown>,
  ): Promise<Outcome> {
    program = next;
    const events: EngineEvent[] = [];
    try {
      await start((event) => events.push(event));
      return { steps: stepsOf(events), lines: linesOf(events) };
    } catch (error) {
      return { steps: stepsOf(events), lines: linesOf(events), error: errorsOf(events) || String(error) };
    }
  }

  return {
    dir,
    stack,
    up: (next, options) => run(next, (onEvent) => stack.up({ ...options, onEvent })),
    preview: (next, options) => run(next, (onEvent) => stack.preview({ ...options, onEvent })),
    destroy: () => run(program, (onEvent) => stack.destroy({ onEvent })),
    outputs,
    async stored(resource) {
      const state = join(stateDir, "pulumi-state", ".pulumi", "stacks", "wso2", "test.json");
      const { checkpoint } = JSON.parse(await readFile(state, "utf8"));
      const resources: (StoredResource & { urn: string })[] = checkpoint.latest.resources ?? [];
      return resources.find(({ urn }) => urn.endsWith(`::${resource}`));
    },
    journal,
    async takeJournal(name) {
      const text = await readFile(journal(name), "utf8").catch(() => "");
      await rm(journal(name), { force: true });
      return text.split("\n").filter(Boolean);
    },
    remove: () => rm(dir, { recursive: true, force: true }),
  };
}

function stepsOf(events: readonly EngineEvent[]): string[] {
  return events.flatMap(({ resourcePreEvent }) => {
    const metadata = resourcePreEvent?.metadata;
    if (!metadata || /^pulumi:(pulumi|providers):/.test(metadata.type) || metadata.op === "same") return [];
    return [`${metadata.op} ${nameOf(metadata.urn)}`];
  });
}

function linesOf(events: readonly EngineEvent[]): string[] {
  return events.flatMap(({ diagnosticEvent: event }) =>
    event?.ephemeral && event.urn ? [`${nameOf(event.urn)}: ${event.message.trimEnd()}`] : [],
  );
}

function errorsOf(events: readonly EngineEvent[]): string {
  return events
    .flatMap(({ diagnosticEvent: event }) =>
      event?.severity === "error" && !event.ephemeral ? [event.message.replaceAll(/<\{%.*?%\}>/g, "")] : [],
    )
    .join("");
}

function nameOf(urn: string): string {
  return urn.split("::")[3] ?? "";
}
