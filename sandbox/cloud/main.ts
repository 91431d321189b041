import { randomBytes } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { ensureImage } from "../machines";
import { sandboxPaths } from "../paths";
import { processStartTicks } from "../process-identity";
import { ApiKeeper } from "./api-keeper";
import { Cloud } from "./cloud";
import { removeCloudRecord, writeCloudRecord } from "./cloud-record";
import { AnotherCloudError, anotherCloudExitCode, listenForControl } from "./control-server";
import { createLog } from "./log";
import { startRounds } from "./rounds";

/** The cloud of one sandbox: `node main.js <stack> <project folder>`. Runs until it is told to shut down. */
async function main(stack: string, projectDir: string): Promise<void> {
  const log = createLog();
  const paths = sandboxPaths(stack, projectDir);
  const { id, stateDir } = paths;
  await mkdir(stateDir, { recursive: true });
  const token = randomBytes(16).toString("hex");
  let cloud: Cloud | undefined;
  let shutDown = async () => {};
  await listenForControl(id, token, {
    status: async () => {
      if (!cloud) throw new Error("the cloud is starting");
      return cloud.status();
    },
    shutdown: () => shutDown(),
    afterShutdown: () => process.exit(0),
  });
  log(`cloud of stack ${stack} (${id}), process ${process.pid}`);
  await ensureImage(log);
  const api = await ApiKeeper.start(stateDir, log);
  log(`AWS API at ${new URL(api.endpoint).origin}`);
  cloud = new Cloud(paths, api.endpoint, log);
  await cloud.open();
  const record = {
    pid: process.pid,
    startTicks: processStartTicks(process.pid) ?? 0,
    endpoint: api.endpoint,
    token,
  };
  await writeCloudRecord(stateDir, record);
  const endRounds = startRounds(
    () => api.revisionFile,
    async (changed) => {
      await api.keepAlive();
      return (await cloud?.settle(changed)) ?? false;
    },
    log,
  );
  shutDown = async () => {
    log("shutting down");
    await endRounds();
    await cloud?.destroy();
    await api.stop();
    await removeCloudRecord(stateDir);
  };
}

const [stack, projectDir] = process.argv.slice(2);
if (!stack || !projectDir) throw new Error("usage: main.js <stack> <project folder>");
// The SDK's advice on Node.js versions is for its users, not for this log.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";
// Machines outlive the cloud: the next one finds them.
process.on("SIGTERM", () => process.exit(0));
process.on("SIGINT", () => {});
process.on("SIGHUP", () => {});
main(stack, projectDir).catch((error: Error) => {
  const another = error instanceof AnotherCloudError;
  console.error(another ? error.message : error.stack);
  process.exit(another ? anotherCloudExitCode : 1);
});
