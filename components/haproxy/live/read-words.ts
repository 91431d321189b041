import type { SshConnection } from "../../remote/ssh/connection";
import { runAsRoot } from "../../remote/ssh/shell";
import { type BackendWords, parseConfigWords, renderReadConfig } from "../config-words";

/** What the files of a HAProxy process say of a backend; `undefined` where they can't be found. */
export async function readBackendWords(
  connection: SshConnection,
  pid: number,
  backend: string,
): Promise<BackendWords | undefined> {
  const text = await runAsRoot(connection, renderReadConfig(pid), { step: "read the configuration" });
  return parseConfigWords(text).get(backend);
}
