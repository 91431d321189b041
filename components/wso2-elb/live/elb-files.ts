import { parseFloors, parseRecords, splitSections } from "../../haproxy/live/balancer-files";
import { quote, renderWriteFile } from "../../remote/ssh/shell";
import { type OutRecord, renderOutRecord } from "../../rolling/membership/out-record";
import type { FloorPolicy } from "../../rolling/membership/plans";
import { elbStateFolder } from "../elb-paths";

const folder = {
  out: `${elbStateFolder}/out`,
  floors: `${elbStateFolder}/floors`,
  joined: `${elbStateFolder}/joined`,
};

/** What a roll wrote down on an ELB's machine, by `domain/server` or domain. */
export interface ElbFiles {
  readonly records: ReadonlyMap<string, OutRecord>;
  readonly floors: ReadonlyMap<string, FloorPolicy>;
  /** Nodes that have been in service once. */
  readonly joined: ReadonlySet<string>;
}

/** Shell text that prints them, below lines `== name`. */
export const renderReadFiles = `echo "== joined"; find ${folder.joined} -type f -printf '%P\\n' 2>/dev/null || :
echo "== out"
find ${folder.out} -type f ! -name '*.new-by-roll' -printf '%P ' -exec cat {} \\; 2>/dev/null || :
echo "== floors"
find ${folder.floors} -type f ! -name '*.new-by-roll' -printf '%P ' -exec cat {} \\; 2>/dev/null || :`;

export function parseFiles(text: string): ElbFiles {
  const sections = splitSections(text);
  return {
    joined: new Set(sections.get("joined")?.split("\n").filter(Boolean)),
    records: parseRecords(sections.get("out") ?? ""),
    floors: parseFloors(sections.get("floors") ?? ""),
  };
}

/** @param key `domain/server` */
export function renderWriteRecord(key: string, record: OutRecord): string {
  return renderPut(`${folder.out}/${key}`, `${renderOutRecord(record)}\n`);
}

export function renderRemoveRecord(key: string): string {
  return `rm -f ${quote(`${folder.out}/${key}`)}`;
}

export function renderMarkJoined(key: string): string {
  return renderPut(`${folder.joined}/${key}`, "");
}

export function renderForget(key: string): string {
  return `${renderRemoveRecord(key)}\nrm -f ${quote(`${folder.joined}/${key}`)}`;
}

export function renderWriteFloors(domain: string, policy: FloorPolicy): string {
  return renderPut(`${folder.floors}/${domain}`, `${JSON.stringify(policy)}\n`);
}

function renderPut(path: string, content: string): string {
  return `mkdir -p ${quote(path.slice(0, path.lastIndexOf("/")))}\n${renderWriteFile(path, content, "644")}`;
}
