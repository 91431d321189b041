import { parseFloors, parseRecords, splitSections } from "../../haproxy/live/balancer-files";
import { quote, renderWriteFile } from "../../remote/ssh/shell";
import { type OutRecord, renderOutRecord } from "../../rolling/membership/out-record";
import type { FloorPolicy } from "../../rolling/membership/plans";
import { elbStateFolder } from "../elb-paths";

/** What a roll wrote down on a balancer's machine, by `group/server` or group. */
export interface BoardFiles {
  readonly records: ReadonlyMap<string, OutRecord>;
  readonly floors: ReadonlyMap<string, FloorPolicy>;
  /** Nodes that have been in service once. */
  readonly joined: ReadonlySet<string>;
}

/** The files of one kind of balancer, below a folder of its own; a key is `group/server`. */
export function boardFiles(stateFolder: string) {
  const folder = {
    out: `${stateFolder}/out`,
    floors: `${stateFolder}/floors`,
    joined: `${stateFolder}/joined`,
  };
  const renderRemoveRecord = (key: string) => `rm -f ${quote(`${folder.out}/${key}`)}`;
  return {
    /** Shell text that prints them, below lines `== name`. */
    renderRead: `echo "== joined"; find ${folder.joined} -type f -printf '%P\\n' 2>/dev/null || :
echo "== out"
find ${folder.out} -type f ! -name '*.new-by-roll' -printf '%P ' -exec cat {} \\; 2>/dev/null || :
echo "== floors"
find ${folder.floors} -type f ! -name '*.new-by-roll' -printf '%P ' -exec cat {} \\; 2>/dev/null || :`,
    parse: parseFiles,
    renderWriteRecord: (key: string, record: OutRecord) =>
      renderPut(`${folder.out}/${key}`, `${renderOutRecord(record)}\n`),
    renderRemoveRecord,
    renderMarkJoined: (key: string) => renderPut(`${folder.joined}/${key}`, ""),
    renderForget: (key: string) => `${renderRemoveRecord(key)}\nrm -f ${quote(`${folder.joined}/${key}`)}`,
    renderWriteFloors: (group: string, policy: FloorPolicy) =>
      renderPut(`${folder.floors}/${group}`, `${JSON.stringify(policy)}\n`),
  };
}

/** Of WSO2 ELBs. */
export const elbFiles = boardFiles(elbStateFolder);

function parseFiles(text: string): BoardFiles {
  const sections = splitSections(text);
  return {
    joined: new Set(sections.get("joined")?.split("\n").filter(Boolean)),
    records: parseRecords(sections.get("out") ?? ""),
    floors: parseFloors(sections.get("floors") ?? ""),
  };
}

function renderPut(path: string, content: string): string {
  return `mkdir -p ${quote(path.slice(0, path.lastIndexOf("/")))}\n${renderWriteFile(path, content, "644")}`;
}
