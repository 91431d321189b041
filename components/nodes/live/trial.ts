import { contentPrograms } from "../../content-sync/render-setup";
import { RollError } from "../../remote/roll-error";
import { renderRoom } from "../../remote/room";
import type { SshConnection } from "../../remote/ssh/connection";
import { quote, runAsRoot } from "../../remote/ssh/shell";
import type { ProductInstall } from "../product-install";
import { editFiles } from "./edit-files";
import { renderTryStores } from "./keystores";
import { renderOldPrograms, trySecrets } from "./try-secrets";

/** What an installation and the start after it run on the node, beside what every roll needs there. */
const programs = ["openssl", "keytool", "base64", "runuser", "systemctl"];

/** For configuration and stores, each written whole before it takes its place, and for the log of a start. */
const neededKb = 16_384;

/** Where the unit's own text says that the product's script and its Java are. */
function readUnit({ unitText, homeLink, home }: ProductInstall) {
  const script = /^ExecStart=(\S+)/m.exec(unitText)?.[1];
  return {
    // The link still leads to the version that runs.
    script: script?.startsWith(`${homeLink}/`) ? home + script.slice(homeLink.length) : script,
    javaHome: /^Environment=JAVA_HOME=(\S+)$/m.exec(unitText)?.[1],
  };
}

/** Shell text that prints a line for each thing that the machine lacks. */
export function renderLooks(plan: ProductInstall): string {
  const { home, homeLink, owner } = plan;
  const { script, javaHome } = readUnit(plan);
  const look = (condition: string, problem: string) =>
    `${condition} || printf '%s\\n' ${quote(`problem ${problem}`)}`;
  return [
    ...[...programs, ...(plan.content ? contentPrograms(plan.content) : [])].map((each) =>
      look(`command -v ${each} > /dev/null`, `no program ${each}`),
    ),
    ...(javaHome ? [look(`[ -x ${quote(`${javaHome}/bin/java`)} ]`, `no Java in ${javaHome}/bin`)] : []),
    look(`id -u ${quote(owner)} > /dev/null 2>&1`, `no user ${owner}`),
    look(`[ -d ${quote(home)} ]`, `no folder ${home}`),
    look(
      `[ ! -L ${quote(home)} ]`,
      `${home} is a link, and what lies behind it is not the roll's to change: to have versions on another disk, mount that, or make the folder above a link`,
    ),
    look(
      `{ [ -L ${quote(homeLink)} ] || [ ! -e ${quote(homeLink)} ]; }`,
      `${homeLink} is no link: it can't be turned to ${home}; move what is there to a folder of another name`,
    ),
    ...(plan.encrypts === undefined ? [] : [renderOldPrograms()]),
    ...[home, "/etc/systemd/system"].map((path) => renderRoom(path, neededKb, "problem ")),
    ...(script ? [look(`[ ! -d ${quote(home)} ] || [ -x ${quote(script)} ]`, `${script} can't be run`)] : []),
  ].join("\n");
}

/**
 * Tries on a node what an installation will do there: its edits on the files of the staged version, its programs,
 * its user. Nothing is changed.
 *
 * @returns what is wrong, each with the thing that it is about.
 */
export async function tryInstall(connection: SshConnection, plan: ProductInstall): Promise<string[]> {
  const answer = await runAsRoot(connection, renderLooks(plan), { step: "try the installation" });
  const looks = Array.from(answer.matchAll(/^problem (.+)$/gm), ([, problem = ""]) => problem);
  if (looks.some((each) => each.startsWith("no folder") || each.startsWith("no user"))) return looks;
  const [edits, stores, secrets, schemas, mount] = await Promise.all([
    editFiles(connection, plan),
    tryStores(connection, plan, looks),
    trySecrets(connection, plan, looks),
    trySchemas(connection, plan),
    tryMount(connection, plan, looks),
  ]);
  return [
    ...looks,
    ...stores,
    ...secrets,
    ...schemas,
    ...mount,
    ...edits.flatMap((each) => ("problem" in each ? [`${plan.home}/${each.path}: ${each.problem}`] : [])),
  ];
}

/** Key stores depend on the certificates, their keys and the passwords of what is shipped. */
async function tryStores(
  connection: SshConnection,
  plan: ProductInstall,
  looks: readonly string[],
): Promise<string[]> {
  if (looks.some((each) => /^no program (openssl|keytool)$/.test(each))) return [];
  const script = `umask 077\n${renderTryStores(plan)}`;
  try {
    await runAsRoot(connection, script, { step: "try the key stores", timeoutSec: 60 });
    return [];
  } catch (error) {
    if (!(error instanceof RollError)) throw error;
    return [`key stores can't be made: ${error.failure.logLines?.join(" ").trim() || error.failure.seen}`];
  }
}

/** Whether each database answers, and has its tables or can be given them. */
async function trySchemas(connection: SshConnection, { schemas = [] }: ProductInstall): Promise<string[]> {
  if (schemas.length === 0) return [];
  const { trySchema } =
    require("../../database/live/make-schema") as typeof import("../../database/live/make-schema");
  return (await Promise.all(schemas.map((schema) => trySchema(connection, schema)))).flat();
}

/** Whether the file system that all nodes have can be mounted, and its folders are the product's user's. */
async function tryMount(
  connection: SshConnection,
  { content, owner }: ProductInstall,
  looks: readonly string[],
): Promise<string[]> {
  if (!content?.nfs || looks.some((each) => /^no program (mount\.nfs4|stunnel)$/.test(each))) return [];
  const { renderTryMount } =
    require("../../content-sync/render-nfs-setup") as typeof import("../../content-sync/render-nfs-setup");
  const script = renderTryMount(content, content.nfs, { owner });
  try {
    await runAsRoot(connection, script, { step: "try the mount", timeoutSec: 120 });
    return [];
  } catch (error) {
    if (!(error instanceof RollError)) throw error;
    const said = error.failure.logLines?.join(" ").trim() || error.failure.seen;
    return [`${content.nfs.server}:${content.nfs.path} can't be mounted: ${said}`];
  }
}

/** What is wrong on several nodes, as one error. */
export function failOnTrials(version: string, trials: ReadonlyMap<string, readonly string[]>): void {
  const lines = [...trials].flatMap(([node, problems]) => problems.map((each) => `${node}: ${each}`));
  if (lines.length === 0) return;
  const [first] = [...trials].filter(([, problems]) => problems.length > 0);
  throw new RollError({
    ...(trials.size === 1 && first ? { node: first[0] } : {}),
    step: `try ${version}`,
    expected: "everything that its installation needs on the node",
    seen: lines.length === 1 ? (first?.[1][0] ?? "") : `${lines.length} problems: ${lines.join("; ")}`,
    next: "nothing was stopped or changed: remove the cause, or set the old version back; then `pulumi up`",
  });
}
