import type { SshConnection } from "../../remote/ssh/connection";
import { quote, renderPutInPlace, renderWriteFile, runAsRoot } from "../../remote/ssh/shell";
import { type ChangedFile, modeOf } from "../changed-file";
import type { Change } from "../service-plan";
import { renderWriteAs } from "./as-owner";
import { ownerOfFunction } from "./path-owner";

export function renderFiles({ link, files }: Change): string {
  const turn = link
    ? [
        `[ -d ${quote(link.to)} ] || { printf '%s\\n' ${quote(`no folder ${link.to}: it is not staged`)} >&2; exit 1; }`,
        `ln -sfnT ${quote(link.to)} ${quote(`${link.path}.new-by-roll`)}`,
        renderPutInPlace(`${link.path}.new-by-roll`, link.path),
      ]
    : [];
  const write = files.map(renderFile);
  return [ownerOfFunction, ...turn, ...write].join("\n");
}

/**
 * In a folder that is root's all the way, as root; in another one as the user to whom it belongs: that user could
 * put a link in the way of what root writes there.
 */
function renderFile(file: ChangedFile): string {
  const { path, content, owner } = file;
  const mode = modeOf(file);
  const [wanted] = owner?.split(":") ?? [];
  const mayBe = wanted === undefined || wanted === "root" ? 'by="$by"' : `[ "$by" = ${quote(wanted)} ]`;
  const data = Buffer.from(content, "utf8");
  return [
    `by=$(owner_of ${quote(path)})`,
    'if [ "$by" = root ]; then',
    `mkdir -p ${quote(path.slice(0, path.lastIndexOf("/")) || "/")}`,
    renderWriteFile(path, content, mode, owner),
    `elif ${mayBe}; then`,
    renderWriteAs({ variable: "by" }, path, data, mode),
    "else",
    `printf '%s\\n' ${quote(path)}" lies in a folder of $by, who could never give it to "${quote(wanted ?? "")} >&2`,
    "exit 1",
    "fi",
  ].join("\n");
}

/** The script gets its own shell, so that what it sets or traps is its own. */
function renderScript(text: string, environment: Readonly<Record<string, string>>): string {
  const variables = Object.entries(environment).map(([key, value]) => `export ${key}=${quote(value)}`);
  return ["(", ...variables, `cd /`, text, ")"].join("\n");
}

/** Makes the change of an application whose services are stopped: link, files, script. */
export async function applyChange(
  connection: SshConnection,
  change: Change,
  signal: AbortSignal,
): Promise<void> {
  const files = renderFiles(change);
  if (change.link || change.files.length > 0)
    await runAsRoot(connection, files, { step: "write files", timeoutSec: 120, signal });
  if (!change.script) return;
  const { text, timeoutSec } = change.script;
  await runAsRoot(connection, renderScript(text, change.environment), {
    step: "run the change script",
    expected: `it to succeed within ${timeoutSec} s`,
    timeoutSec,
    signal,
  });
}

/** For the step's line: `link, 2 files, script`. */
export function describeChange({ link, files, script }: Change): string {
  const parts = [
    ...(link ? [`${link.path} -> ${link.to}`] : []),
    ...(files.length > 0 ? [`${files.length} file${files.length > 1 ? "s" : ""}`] : []),
    ...(script ? ["script"] : []),
  ];
  return parts.join(", ") || "nothing to change";
}
