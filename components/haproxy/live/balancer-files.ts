import type { SshConnection } from "../../remote/ssh/connection";
import { quote, renderSyncFolder, renderWriteFile, runAsRoot } from "../../remote/ssh/shell";
import { type OutRecord, parseOutRecord, renderOutRecord } from "../../rolling/membership/out-record";
import type { FloorPolicy } from "../../rolling/membership/plans";
import type { HaproxyConfig, HaproxyServer } from "../config-model";
import type { AskedProcess } from "../process-info";
import { stateToolPath } from "../render-service-files";
import { type OldWorker, parseOldWorkers } from "../server-view";
import { renderListOld } from "./old-processes";

/** What this machine's HAProxy should be; a file, because a `leave` comes without the configuration. */
export interface StoredConfig {
  readonly config: HaproxyConfig;
  /** Servers that are no longer wanted and have not left yet. */
  readonly retained: readonly HaproxyServer[];
  /** Of the certificate and CA files that the configuration names. */
  readonly filesDigest: string;
}

export const storedConfigPath = "/etc/haproxy/wso2-desired.json";

/** One empty file for each server that has been in service once, as `backend/server`. */
const joinedDirectory = "/var/lib/wso2-haproxy/joined";

/** One file for each server that a roll took out, as `backend/server`. */
const outDirectory = "/var/lib/wso2-haproxy/out";

/** One file for each backend: what must stay UP. */
const floorsDirectory = "/var/lib/wso2-haproxy/floors";

export interface BalancerFiles {
  readonly stored?: StoredConfig;
  /** Servers that have been in service once, as `backend/server`. */
  readonly joined: ReadonlySet<string>;
  /** Why servers are out, by `backend/server`. */
  readonly records: ReadonlyMap<string, OutRecord>;
  /** What must stay UP, by backend. */
  readonly floors: ReadonlyMap<string, FloorPolicy>;
  readonly oldWorkers: readonly OldWorker[];
}

const readScript = `
echo "== stored"; cat ${storedConfigPath} 2>/dev/null || :
echo; echo "== joined"; find ${joinedDirectory} -type f -printf '%P\\n' 2>/dev/null || :
echo "== out"
find ${outDirectory} -type f ! -name '*.new-by-roll' -printf '%P ' -exec cat {} \\; 2>/dev/null || :
echo "== floors"
find ${floorsDirectory} -type f ! -name '*.new-by-roll' -printf '%P ' -exec cat {} \\; 2>/dev/null || :
echo "== old"`;

/** Splits text into its parts below `== name` lines. */
export function splitSections(text: string): ReadonlyMap<string, string> {
  const parts = text.split(/^== (?=[a-z]+$)/m).slice(1);
  return new Map(
    parts.map((part) => {
      const end = part.indexOf("\n");
      return [part.slice(0, end), part.slice(end + 1)];
    }),
  );
}

/** @param asked The HAProxy of which old processes are wanted. */
export async function readBalancerFiles(
  connection: SshConnection,
  asked?: AskedProcess,
): Promise<BalancerFiles> {
  const script = `${readScript}\n${renderListOld(asked)}`;
  const sections = splitSections(await runAsRoot(connection, script, { step: "read the balancer's files" }));
  const stored = sections.get("stored")?.trim();
  const joined = sections.get("joined")?.split("\n").filter(Boolean);
  return {
    stored: stored ? (JSON.parse(stored) as StoredConfig) : undefined,
    joined: new Set(joined),
    records: parseRecords(sections.get("out") ?? ""),
    floors: parseFloors(sections.get("floors") ?? ""),
    oldWorkers: parseOldWorkers(sections.get("old") ?? ""),
  };
}

/** Reads lines of `backend/server {...}`; what is no record counts as none. */
export function parseRecords(text: string): Map<string, OutRecord> {
  const records = new Map<string, OutRecord>();
  for (const line of text.split("\n")) {
    const end = line.indexOf(" ");
    const record = parseOutRecord(line.slice(end + 1));
    if (record) records.set(line.slice(0, end), record);
  }
  return records;
}

/** Reads lines of `backend {...}`; each file was written whole. */
export function parseFloors(text: string): Map<string, FloorPolicy> {
  const lines = text.split("\n").filter(Boolean);
  return new Map(
    lines.map((line) => {
      const end = line.indexOf(" ");
      return [line.slice(0, end), JSON.parse(line.slice(end + 1)) as FloorPolicy];
    }),
  );
}

/** Shell text that notes what must stay UP in a backend. */
export function renderWriteFloors(backend: string, policy: FloorPolicy): string {
  const content = `${JSON.stringify(policy)}\n`;
  return `mkdir -p ${floorsDirectory}\n${renderWriteFile(`${floorsDirectory}/${backend}`, content, "644")}`;
}

export async function readOldWorkers(connection: SshConnection, asked: AskedProcess): Promise<OldWorker[]> {
  const step = "read the workers that a reload left behind";
  return parseOldWorkers(await runAsRoot(connection, renderListOld(asked), { step }));
}

/** Shell text that notes servers, given as `backend/server`, as having been in service. */
export function renderMarkJoined(servers: readonly string[]): string {
  return servers
    .map((server) => {
      const path = `${joinedDirectory}/${server}`;
      return `mkdir -p ${quote(path.slice(0, path.lastIndexOf("/")))}\ntouch ${quote(path)}\n${renderSyncFolder(path)}`;
    })
    .join("\n");
}

/** Shell text that forgets servers. */
export function renderForgetServers(servers: readonly string[]): string {
  return servers
    .map((server) => `rm -f ${quote(`${joinedDirectory}/${server}`)} ${quote(`${outDirectory}/${server}`)}`)
    .join("\n");
}

/** Shell text that notes who took a server, given as `backend/server`, out. */
export function renderWriteRecord(server: string, record: OutRecord): string {
  const path = `${outDirectory}/${server}`;
  const folder = quote(path.slice(0, path.lastIndexOf("/")));
  return `mkdir -p ${folder}\n${renderWriteFile(path, `${renderOutRecord(record)}\n`, "644")}`;
}

/** Shell text for a server that is not out any more. */
export function renderRemoveRecord(server: string): string {
  return `rm -f ${quote(`${outDirectory}/${server}`)}`;
}

/** Keeps the running servers' state for the next start of HAProxy, where it is ours to keep. */
export const saveStateScript = `if [ -x ${stateToolPath} ]; then ${stateToolPath} save; fi`;
