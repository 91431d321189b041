import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { RollError } from "../../remote/roll-error";
import type { SshConnection } from "../../remote/ssh/connection";
import { quote, runAsRoot } from "../../remote/ssh/shell";
import type { RollContext, RollResult } from "../../rolling/context";
import type { StagePlan } from "../distribution";
import { hashFile } from "./hash-file";
import { cacheDirectory, parseFacts, renderDownload, renderFacts, renderUnpack } from "./stage-scripts";

const scriptTimeoutSec = 30;

/** `stage`: brings a distribution to a node and unpacks it beside the running version, which it never touches. */
export async function stage(context: RollContext, plan: StagePlan): Promise<RollResult> {
  const node = plan.target.name;
  const connection = await context.pool.connect(plan.target);
  const home = `${plan.directory}/${plan.name}`;
  const facts = parseFacts(
    await runAsRoot(connection, renderFacts(plan), {
      step: "look at the node",
      timeoutSec: scriptTimeoutSec,
    }),
  );
  if (facts.stagedSha256) {
    if (plan.sha256 && plan.sha256 !== facts.stagedSha256) throw otherZip(plan, facts.stagedSha256);
    context.report.line(node, "stage", `${home} is complete`);
    return { node, staged: false };
  }
  const sha256 = plan.source.startsWith("file://")
    ? await bringFile(context, connection, plan, facts.freeKb)
    : await bringUrl(context, connection, plan);
  await context.report.step(
    node,
    "unpack",
    () => runAsRoot(connection, renderUnpack(plan, sha256), { step: "unpack", timeoutSec: plan.timeoutSec }),
    () => home,
  );
  return { node, staged: true };
}

function otherZip({ target, directory, name, sha256 }: StagePlan, staged: string): RollError {
  return new RollError({
    node: target.name,
    step: `stage ${name}`,
    expected: `${directory}/${name} from the zip with SHA-256 ${sha256}`,
    seen: `it was unpacked from the zip with SHA-256 ${staged}`,
    next: `give the other zip another name; or, when nothing runs from it, remove ${directory}/${name} and ${directory}/.staged/${name} on the node; then \`pulumi up\``,
  });
}

/** Sends a local file, unless the node has it from an attempt before. */
async function bringFile(
  context: RollContext,
  connection: SshConnection,
  plan: StagePlan,
  freeKb: number,
): Promise<string> {
  const node = plan.target.name;
  const path = fileURLToPath(plan.source);
  const failure = (expected: string, seen: string) =>
    new RollError({ node, step: `stage ${plan.name}`, expected, seen });
  const size = await stat(path).then(
    (found) => found.size,
    () => {
      throw failure(`the file ${path}`, "no such file on this computer");
    },
  );
  const sha256 = await hashFile(path);
  if (plan.sha256 && plan.sha256 !== sha256) {
    throw failure(`${path} with SHA-256 ${plan.sha256}`, `SHA-256 ${sha256}`);
  }
  const remote = quote(`${cacheDirectory}/${sha256}.zip`);
  const probe = `if [ -f ${remote} ]; then sha256sum < ${remote} | cut -d' ' -f1; fi`;
  if ((await runAsRoot(connection, probe, { step: "look for the zip" })).trim() === sha256) {
    context.report.line(node, "upload", "the node has the zip already");
    return sha256;
  }
  const needKb = Math.ceil(size / 1024);
  if (needKb > freeKb) {
    throw failure(`${needKb} kB free in ${cacheDirectory} for the zip`, `${freeKb} kB free`);
  }
  await context.report.step(
    node,
    "upload",
    () => upload(context, connection, plan, { path, size, sha256, remote }),
    () => `${plan.name}, ${(size / 1e6).toFixed(1)} MB`,
  );
  return sha256;
}

/** The name says that the file is whole: it gets it when the machine has seen every byte. */
async function upload(
  context: RollContext,
  connection: SshConnection,
  plan: StagePlan,
  { path, size, sha256, remote }: { path: string; size: number; sha256: string; remote: string },
): Promise<void> {
  const script = `umask 077
head -c ${size} > ${remote}.part
[ "$(sha256sum < ${remote}.part | cut -d' ' -f1)" = ${sha256} ] || { echo "the file did not arrive whole" >&2; exit 1; }
mv -f ${remote}.part ${remote}`;
  await runAsRoot(connection, script, {
    step: `upload ${plan.name}`,
    expected: "the whole file on the node",
    input: createReadStream(path),
    timeoutSec: plan.timeoutSec,
    signal: context.signal,
  });
}

async function bringUrl(context: RollContext, connection: SshConnection, plan: StagePlan): Promise<string> {
  const answer = await context.report.step(
    plan.target.name,
    "download",
    () =>
      runAsRoot(connection, renderDownload(plan), {
        step: `download ${plan.name}`,
        expected: `${plan.sha256 ? `the zip with SHA-256 ${plan.sha256}` : "the zip"} from ${withoutQuery(plan.source)}`,
        timeoutSec: plan.timeoutSec,
        signal: context.signal,
      }),
    () => `${plan.name} from ${withoutQuery(plan.source)}`,
  );
  return answer.trim();
}

/** A signed URL carries its credentials in the query. */
function withoutQuery(source: string): string {
  const url = new URL(source);
  return `${url.protocol}//${url.host}${url.pathname}`;
}
