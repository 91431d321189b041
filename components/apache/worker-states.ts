import { quote, renderSyncFolder, renderWriteFile } from "../remote/ssh/shell";
import { type KeptState, stateVariable } from "./render-product";

/**
 * Shell text that keeps the state of one worker, or none. Each worker has a file of its own: a node leaves several
 * balancers of one httpd side by side.
 */
export function renderKeepState(
  folder: string,
  { group, server }: { readonly group: string; readonly server: string },
  state: KeptState | undefined,
): string {
  const variable = stateVariable(group, server);
  const path = `${folder}/${variable}.conf`;
  if (state === undefined) return `rm -f ${quote(path)}\n${renderSyncFolder(path)}`;
  return `mkdir -p ${quote(folder)}\n${renderWriteFile(path, `Define ${variable} ${state}\n`, "644")}`;
}
