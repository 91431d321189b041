import type { SshConnection } from "../../remote/ssh/connection";
import { runAsRoot } from "../../remote/ssh/shell";
import { type BackendWords, parseConfigWords } from "../config-words";
import type { AskedProcess } from "../process-info";
import { renderReadConfig } from "../render-read-config";
import { parseServerRules, type ServerRule } from "../server-rules";

/** What the files of a HAProxy process say. */
export interface ConfigWords {
  readonly backends: ReadonlyMap<string, BackendWords>;
  readonly rules: readonly ServerRule[];
}

/** `undefined` where they can't be found. */
export async function readConfigWords(
  connection: SshConnection,
  asked: Required<AskedProcess>,
): Promise<ConfigWords | undefined> {
  const text = await runAsRoot(connection, renderReadConfig(asked), { step: "read the configuration" });
  if (text.trim() === "") return undefined;
  return { backends: parseConfigWords(text), rules: parseServerRules(text) };
}
