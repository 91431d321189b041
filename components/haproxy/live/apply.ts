import { createHash } from "node:crypto";
import { configPath, findChangedFiles, renderWriteFiles } from "../../remote/machine-files";
import type { SshConnection } from "../../remote/ssh/connection";
import { runAsRoot } from "../../remote/ssh/shell";
import type { MachineFile } from "../../remote/ssh-target";
import type { RollContext } from "../../rolling/context";
import type { HaproxyConfig } from "../config-model";
import { adminByName, type BackendPlan, planBackends, withServers } from "../plan-backends";
import { renderHaproxyConfig } from "../render-config";
import { dropInPath, renderDropIn, renderStateTool, stateToolPath } from "../render-service-files";
import { readBalancerFiles, type StoredConfig, storedConfigPath } from "./balancer-files";
import { checkWithHaproxy } from "./check";
import { renderMarks } from "./marks";
import type { PeerFacts } from "./peer-facts";
import { type HaproxyProcess, readProcess } from "./process";
import { reload } from "./reload";
import { verifyProcess } from "./verify";

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
  /** By backend, the first one first. */
  readonly plans: readonly BackendPlan[];
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
    planBackends({
      config,
      running: process.rows,
      peers: peers.map((peer) => peer.rows),
      nameBefore: known.stored?.config.backend.name,
    });
  const plans = decide(before);
  const effective = withServers(config, plans);
  const description = describeConfig(effective, filesDigest);
  const stored: StoredConfig = { config, retained: plans.flatMap(({ retained }) => retained), filesDigest };
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
  const marks = renderMarks(plans, known, peers, before);
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
        const start = countServers(latest) === countServers(plans) ? latest : plans;
        await reload(connection, config, { description, files: changed.filter(isLoaded), plans: start });
        await verifyProcess(context, connection, config, start);
      },
      () => `${countServers(plans)} servers: ${describeServers(plans)}`,
    );
  }
  return { changed: changed.length > 0 || needsReload, reloaded: needsReload, plans };
}

function describeConfig(config: HaproxyConfig, filesDigest: string): string {
  const digest = createHash("sha256").update(renderHaproxyConfig(config)).update(filesDigest);
  return `wso2 ${digest.digest("hex").slice(0, 16)}`;
}

const countServers = (plans: readonly BackendPlan[]) => adminByName(plans).size;

export function describeServers(plans: readonly BackendPlan[]): string {
  return [...adminByName(plans)].map(([name, admin]) => `${name} ${admin}`).join(", ") || "none";
}
