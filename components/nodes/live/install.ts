import { renderNoContent } from "../../content-sync/render-setup";
import { RollError } from "../../remote/roll-error";
import type { SshConnection } from "../../remote/ssh/connection";
import { quote, renderPutInPlace, renderWriteFile, runAsRoot } from "../../remote/ssh/shell";
import type { ProductInstall } from "../product-install";
import { rollDirectory } from "../roll-directory";
import { renderReadAs, renderWriteAs } from "./as-owner";
import { editFiles } from "./edit-files";
import { renderStores } from "./keystores";
import { renderLibraries } from "./libraries";
import { distPath, renderRollDirectory } from "./product-home";
import { renderSecrets } from "./secrets";

/** Shell text that keeps the distribution's own file, once; read as the product's user, kept as root's. */
function renderKeepDist({ home, owner }: ProductInstall, path: string): string {
  const from = quote(`${home}/${path}`);
  const kept = distPath(home, path);
  const to = quote(kept);
  return `if [ -f ${from} ] && [ ! -f ${to} ]; then
mkdir -p "$(dirname ${to})"
${renderReadAs(owner, `${home}/${path}`)} > ${to}.part
${renderPutInPlace(`${kept}.part`, kept)}
fi`;
}

function renderUnit({ unit, unitText, home, homeLink }: ProductInstall): string {
  const path = `/etc/systemd/system/${unit}`;
  return [
    `ln -sfnT ${quote(home)} ${quote(`${homeLink}.new-by-roll`)}`,
    renderPutInPlace(`${homeLink}.new-by-roll`, homeLink),
    `before=$(sha256sum < ${quote(path)} 2>/dev/null || :)`,
    renderWriteFile(path, unitText, "644"),
    `[ "$before" = "$(sha256sum < ${quote(path)})" ] || systemctl daemon-reload`,
    `systemctl enable --quiet ${quote(unit)}`,
  ].join("\n");
}

/** Shell text that keeps each of the distribution's files that an installation changes. */
export function renderKeepDists(plan: ProductInstall): string {
  const { home } = plan;
  // Once the roll has made stores, the one that stands there is its own.
  const isOurs = `[ -f ${quote(`${rollDirectory(home)}/stores`)} ]`;
  return [
    `[ -d ${quote(home)} ] || { printf '%s\\n' ${quote(`no folder ${home}: it is not staged`)} >&2; exit 1; }`,
    "umask 077",
    renderRollDirectory(home),
    ...plan.xmlEdits.map(({ path }) => renderKeepDist(plan, path)),
    `if ! ${isOurs}; then\n${renderKeepDist(plan, plan.truststore.path)}\nfi`,
  ].join("\n");
}

/** Shell text that writes a version's files, stores and unit. */
export function renderInstall(
  plan: ProductInstall,
  edited: readonly { readonly path: string; readonly content: Buffer }[],
): string {
  const files = plan.files
    .filter(({ path }) => path !== plan.encrypts)
    .map(({ path, content }) => ({ path, content: Buffer.from(content) }));
  return [
    "umask 027",
    ...[...files, ...edited].map(({ path, content }) =>
      renderWriteAs(plan.owner, `${plan.home}/${path}`, content, "640"),
    ),
    renderStores(plan),
    renderLibraries(plan),
    renderSecrets(plan),
    renderUnit(plan),
    ...(plan.content ? [] : [renderNoContent(plan.unit.replace(/^wso2-|\.service$/g, ""), plan)]),
  ].join("\n");
}

/** Writes everything that one version needs to start; the service must not run. */
export async function installProduct(
  connection: SshConnection,
  plan: ProductInstall,
  version: string,
): Promise<void> {
  await runAsRoot(connection, renderKeepDists(plan), {
    step: "read the distribution's files",
    expected: `version ${version} in ${plan.home}`,
  });
  const edited = await readEdited(connection, plan);
  await runAsRoot(connection, renderInstall(plan, edited), { step: "install", timeoutSec: 120 });
}

async function readEdited(connection: SshConnection, plan: ProductInstall) {
  const outcomes = await editFiles(connection, plan);
  return outcomes.map((outcome) => {
    if ("content" in outcome) return outcome;
    throw new RollError({
      node: connection.target.name,
      step: `edit ${outcome.path}`,
      expected: "each XPath to find something in the distribution's file",
      seen: outcome.problem,
    });
  });
}
