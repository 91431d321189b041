import { createHash } from "node:crypto";
import { configPath, findChangedFiles, renderWriteFiles } from "../../remote/machine-files";
import type { SshConnection } from "../../remote/ssh/connection";
import { runAsRoot } from "../../remote/ssh/shell";
import type { MachineFile } from "../../remote/ssh-target";
import type { RollContext } from "../../rolling/context";
import type { OutRecord } from "../../rolling/membership/out-record";
import type { HaproxyConfig } from "../config-model";
import { planServers, type ServerPlan } from "../plan-servers";
import { renderHaproxyConfig } from "../render-config";
import { dropInPath, renderDropIn, renderStateTool, stateToolPath } from "../render-service-files";
import type { ServerStateRow } from "../server-state";
import {
  type BalancerFiles,
  readBalancerFiles,
  renderForgetServers,
  renderMarkJoined,
  renderWriteRecord,
  type StoredConfig,
  storedConfigPath,
} from "./balancer-files";
import { checkWithHaproxy } from "./check";
import { type HaproxyProcess, readProcess } from "./process";
import { reload } from "./reload";
import { verifyProcess } from "./verify";

/** What a peer knows of the servers. */
export interface PeerFacts {
  readonly rows: readonly ServerStateRow[];
  /** Servers that have been in service once, as `backend/server`. */
  readonly joined: ReadonlySet<string>;
  /** Why servers are out, as `backend/server`. */
  readonly records: ReadonlyMap<string, OutRecord>;
}

export interface ApplyInput {
  readonly config: HaproxyConfig;
  /** Files that the configuration names; left as they are when none are given. */
  readonly files: readonly MachineFile[];
  readonly filesDigest: string;
  readonly peers: readonly PeerFacts[];
}

export interface ApplyResult {
  readonly changed: boolean;
  readonly reloaded: boolean;
  readonly plan: ServerPlan;
}

/** Makes a machine's HAProxy run a configuration, without a gap; the machine must be locked. */
export async function applyHaproxy(
  context: RollContext,
  connection: SshConnection,
  { config, files, filesDigest, peers }: ApplyInput,
): Promise<ApplyResult> {
  const node = connection.target.name;
  const [known, before] = await Promise.all([
    readBalancerFiles(connection),
    readProcess(connection, config.socketPath),
  ]);
  const decide = (process: HaproxyProcess) =>
    planServers({
      backend: config.backend,
      running: runningRows(process, config, known.stored),
      peers: peers.map((peer) => peer.rows),
    });
  const plan = decide(before);
  const effective = { ...config, backend: { ...config.backend, servers: plan.servers } };
  const description = describeConfig(effective, filesDigest);
  const stored: StoredConfig = { config, retained: plan.retained, filesDigest };
  const service = [
    { path: stateToolPath, content: renderStateTool(config.socketPath, config.stateFile), mode: "755" },
    { path: dropInPath, content: renderDropIn(), mode: "644" },
    { path: storedConfigPath, content: `${JSON.stringify(stored)}\n`, mode: "644" },
  ];
  const text = renderHaproxyConfig(effective, description);
  const loaded = [...files, { path: configPath, content: text, mode: "644" }];
  const changed = await findChangedFiles(connection, [...service, ...loaded]);

  const isLoaded = (file: MachineFile) => loaded.some(({ path }) => path === file.path);
  const needsReload = before.description !== description || changed.some(isLoaded);
  const marks = renderMarks(config, known, peers, plan, before);
  if (needsReload) {
    await context.report.step(
      node,
      "check",
      () => checkWithHaproxy(connection, effective, files),
      () => "haproxy -c accepts the configuration",
    );
  }
  await runAsRoot(connection, `${marks}\n${renderWriteFiles(changed.filter((file) => !isLoaded(file)))}`, {
    step: "write the service's files",
  });
  if (changed.some((file) => file.path === dropInPath)) {
    await runAsRoot(connection, "systemctl daemon-reload", { step: "reload systemd" });
  }
  if (needsReload) {
    await context.report.step(
      node,
      before.active ? "reload" : "start",
      async () => {
        // Checks went on while this one prepared: the new process starts from what is true now.
        const latest = decide(await readProcess(connection, config.socketPath));
        const sameServers = latest.servers.length === plan.servers.length;
        const start = sameServers ? latest : plan;
        await reload(connection, config, { description, files: changed.filter(isLoaded), plan: start });
        await verifyProcess(context, connection, config, start);
      },
      () => `${plan.servers.length} servers: ${describeServers(plan)}`,
    );
  }
  return { changed: changed.length > 0 || needsReload, reloaded: needsReload, plan };
}

function describeConfig(config: HaproxyConfig, filesDigest: string): string {
  const digest = createHash("sha256").update(renderHaproxyConfig(config)).update(filesDigest);
  return `wso2 ${digest.digest("hex").slice(0, 16)}`;
}

export function describeServers(plan: ServerPlan): string {
  return [...plan.admin].map(([name, admin]) => `${name} ${admin}`).join(", ") || "none";
}

/** After a new name for the backend its servers still are the same nodes. */
function runningRows(
  { rows }: HaproxyProcess,
  config: HaproxyConfig,
  stored: StoredConfig | undefined,
): ServerStateRow[] {
  const named = (name: string | undefined) => rows.filter((row) => row.be_name === name);
  const current = named(config.backend.name);
  return current.length > 0 ? current : named(stored?.config.backend.name);
}

/** Which servers count for the floor: those that serve now, served before, or serve on a peer. */
function renderMarks(
  { backend }: HaproxyConfig,
  known: BalancerFiles,
  peers: readonly PeerFacts[],
  plan: ServerPlan,
  before: HaproxyProcess,
): string {
  const key = (name: string) => `${backend.name}/${name}`;
  const servesNow = (name: string) => before.up.has(name) && plan.admin.get(name) === "ready";
  const isJoined = (name: string) =>
    known.joined.has(key(name)) || servesNow(name) || peers.some((peer) => peer.joined.has(key(name)));
  const wanted = backend.servers.map((server) => server.name).filter(isJoined);
  const kept = new Set(plan.servers.map((server) => key(server.name)));
  const gone = [...known.joined, ...known.records.keys()].filter((server) => !kept.has(server));
  // A server that starts here as a peer has it is out for the same reason.
  const records = new Map(peers.flatMap((peer) => [...peer.records]));
  const taken = [...records].filter(([server]) => kept.has(server) && !known.records.has(server));
  return [
    renderForgetServers(gone),
    renderMarkJoined(wanted.map(key)),
    ...taken.map(([server, record]) => renderWriteRecord(server, record)),
  ].join("\n");
}
