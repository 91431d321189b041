import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { RollError } from "../../remote/roll-error";
import type { SshConnection } from "../../remote/ssh/connection";
import { quote, runAsRoot } from "../../remote/ssh/shell";
import { renderPutInPlace } from "../../remote/ssh/write-file";
import type { RollContext } from "../../rolling/context";
import type { PublishedJar } from "../drivers";
import { jarPath } from "../jar-cache";

const fetchTimeoutSec = 300;

/**
 * Brings jars to a node that has them not yet; each is there whole, with the digest that it must have, or not at all.
 * @throws RollError that names what was wanted and what was seen
 */
export async function bringJars(
  context: RollContext,
  connection: SshConnection,
  jars: readonly PublishedJar[],
): Promise<void> {
  const missing = await findMissing(connection, jars);
  for (const jar of missing) {
    const name = jar.source.split("/").at(-1) ?? jar.source;
    await context.report.step(
      connection.target.name,
      "bring a jar",
      () => bring(context, connection, jar, name),
      () => name,
    );
  }
}

async function findMissing(
  connection: SshConnection,
  jars: readonly PublishedJar[],
): Promise<readonly PublishedJar[]> {
  const looks = jars.map(({ sha256 }) => {
    const path = quote(jarPath(sha256));
    return `[ "$(sha256sum < ${path} 2> /dev/null | cut -d' ' -f1)" = ${sha256} ] || echo ${sha256}`;
  });
  const script = ["install -d -m 700 /var/cache/pulumi-wso2", ...looks].join("\n");
  const answer = await runAsRoot(connection, script, { step: "look for jars", timeoutSec: 60 });
  return jars.filter(({ sha256 }) => answer.includes(sha256));
}

async function bring(
  { signal }: RollContext,
  connection: SshConnection,
  { source, sha256 }: PublishedJar,
  name: string,
): Promise<void> {
  const part = quote(`${jarPath(sha256)}.part`);
  const isLocal = source.startsWith("file://");
  const path = isLocal ? fileURLToPath(source) : "";
  if (isLocal) await checkFile(connection, path, name);
  const get = isLocal
    ? `cat > ${part}`
    : `curl --fail --silent --show-error --location --proto '=https' --retry 5 --retry-connrefused --max-time ${fetchTimeoutSec} --output ${part} ${quote(source)}`;
  const script = `umask 077
${get}
digest=$(sha256sum < ${part} | cut -d' ' -f1)
if [ "$digest" != ${sha256} ]; then
  rm -f ${part}
  echo "it has SHA-256 $digest" >&2
  exit 1
fi
${renderPutInPlace(`${jarPath(sha256)}.part`, jarPath(sha256))}`;
  await runAsRoot(connection, script, {
    step: `bring ${name}`,
    expected: `the jar with SHA-256 ${sha256} from ${source.replace(/\?.*$/, "")}`,
    timeoutSec: fetchTimeoutSec,
    signal,
    ...(isLocal ? { input: createReadStream(path) } : {}),
  });
}

async function checkFile(connection: SshConnection, path: string, name: string): Promise<void> {
  const found = await stat(path).catch(() => undefined);
  if (found?.isFile()) return;
  throw new RollError({
    node: connection.target.name,
    step: `bring ${name}`,
    expected: `the file ${path}`,
    seen: "no such file on this computer",
  });
}
