import { createWriteStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { EngineEvent, OpMap } from "@pulumi/pulumi/automation";
import { renderEvent } from "./engine-lines";
import { Cancelled, interruptible } from "./interrupt";
import type { Say } from "./progress";

/** What an operation on the engine gets. */
export interface EngineRunOptions {
  readonly onOutput: (text: string) => void;
  readonly onEvent: (event: EngineEvent) => void;
  readonly color: "never";
  readonly signal: AbortSignal;
}

/** The engine failed; the operator has seen why. */
export class EngineFailure extends Error {}

/**
 * Runs one operation: what it does as lines, all it says to a file in the sandbox's `logs`.
 *
 * @returns How many resources were changed in which way, and what the operation returned.
 * @throws EngineFailure when it fails.
 */
export async function runEngine<T>(
  what: string,
  stateDir: string,
  say: Say,
  operation: (options: EngineRunOptions) => Promise<T>,
  observe: (event: EngineEvent) => void = () => {},
): Promise<{ changes: OpMap | undefined; result: T }> {
  const logs = join(stateDir, "logs");
  await mkdir(logs, { recursive: true });
  const stamp = new Date().toISOString().replace(/[:.]/g, "-");
  const path = join(logs, `${stamp}-${what}.log`);
  const log = createWriteStream(path, { mode: 0o600 });
  let changes: OpMap | undefined;
  let explained = false;
  // The engine's last word says nothing.
  const said = new Set(["update failed"]);
  const onEvent = (event: EngineEvent) => {
    observe(event);
    changes = event.summaryEvent?.resourceChanges ?? changes;
    if (event.diagnosticEvent?.severity === "error") explained = true;
    const line = renderEvent(event, said);
    if (line !== undefined) say(line);
    for (const each of event.diagnosticEvent ? (line ?? "").split("\n") : []) {
      said.add(each.replace(/^ERROR /, "").trim());
    }
  };
  try {
    const result = await interruptible(say, (signal) =>
      operation({ onOutput: (text) => log.write(text), onEvent, color: "never", signal }),
    );
    return { changes, result };
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    log.write(`\n${text}\n`);
    if (error instanceof Cancelled) {
      throw new EngineFailure(`${what} was cancelled; the same command goes on from here`);
    }
    if (!explained) say(text);
    throw new EngineFailure(`${what} failed; all that the engine said is in ${path}`);
  } finally {
    await new Promise((resolve) => log.end(resolve));
  }
}
