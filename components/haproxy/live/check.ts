import { configPath, renderWriteFiles } from "../../remote/machine-files";
import { RollError } from "../../remote/roll-error";
import type { SshConnection } from "../../remote/ssh/connection";
import { runAsRoot } from "../../remote/ssh/shell";
import type { MachineFile } from "../../remote/ssh-target";
import type { HaproxyConfig } from "../config-model";
import { renderHaproxyConfig } from "../render-config";

const checkDirectory = "/etc/haproxy/.wso2-check";

/** No path is the beginning of another word: between words stand spaces and ends of lines. */
function inFolderAside(text: string, aside: ReadonlyMap<string, string>): string {
  return text.replace(/\S+/g, (word) => aside.get(word) ?? word);
}

/**
 * Lets HAProxy itself judge the configuration, with the files it names, aside from the live ones.
 *
 * @throws RollError with HAProxy's words; nothing has changed then.
 */
export async function checkWithHaproxy(
  connection: SshConnection,
  config: HaproxyConfig,
  files: readonly MachineFile[],
): Promise<void> {
  const aside = new Map(files.map((file, index) => [file.path, `${checkDirectory}/file${index}.pem`]));
  const move = (path: string) => aside.get(path) ?? path;
  const text = inFolderAside(renderHaproxyConfig(config), aside);
  const path = `${checkDirectory}/haproxy.cfg`;
  const copies = [
    ...files.map((file) => ({ ...file, path: move(file.path), mode: "600", owner: undefined })),
    { path, content: text, mode: "600" },
  ];
  const script = `
rm -rf ${checkDirectory}
install -d -m 700 ${checkDirectory}
${renderWriteFiles(copies)}
if haproxy -c -f ${path} > ${checkDirectory}/words 2>&1; then echo "== fine"; else cat ${checkDirectory}/words; fi
rm -rf ${checkDirectory}`;
  const words = await runAsRoot(connection, script, { step: "check the configuration" });
  if (words.trim() === "== fine") return;
  const original = new Map([...aside, [configPath, path] as const].map(([from, to]) => [to, from]));
  const readable = [...original].reduce((sofar, [to, from]) => sofar.replaceAll(to, from), words);
  const lines = readable.trim().split("\n");
  throw new RollError({
    node: connection.target.name,
    step: "check the configuration",
    expected: "haproxy -c to accept it; the running one stays as it is",
    seen: lines.find((line) => line.includes("[ALERT]")) ?? lines.at(-1) ?? "no words",
    logLines: lines.slice(-20),
  });
}
