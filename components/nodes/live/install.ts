import { describeError, RollError } from "../../remote/roll-error";
import type { SshConnection } from "../../remote/ssh/connection";
import { quote, renderWriteFile, runAsRoot } from "../../remote/ssh/shell";
import type { ProductInstall } from "../product-install";
import { renderStores } from "./keystores";
import { distPath, rollDirectory } from "./product-home";
import { applyXmlEdits } from "./xml-edits";

/** Shell text that keeps the distribution's own file, once. */
function renderKeepDist(home: string, path: string): string {
  const from = quote(`${home}/${path}`);
  const to = quote(distPath(home, path));
  return `if [ -f ${from} ] && [ ! -f ${to} ]; then mkdir -p "$(dirname ${to})"; cp -p ${from} ${to}; fi`;
}

/** The XML files to edit, as the distribution ships them. */
async function readDistFiles(
  connection: SshConnection,
  plan: ProductInstall,
  version: string,
): Promise<string[]> {
  const paths = [...plan.xmlEdits.map((edit) => edit.path), plan.truststore.path];
  const script = [
    `[ -d ${quote(plan.home)} ] || { echo "no folder ${plan.home}: it is not staged" >&2; exit 1; }`,
    `install -d -m 700 ${quote(rollDirectory(plan.home))}`,
    ...paths.map((path) => renderKeepDist(plan.home, path)),
    ...plan.xmlEdits.map(
      ({ path }) =>
        `[ -f ${quote(distPath(plan.home, path))} ] || { echo "no file ${path} in ${plan.home}" >&2; exit 1; }
base64 -w0 ${quote(distPath(plan.home, path))}; echo`,
    ),
  ].join("\n");
  const answer = await runAsRoot(connection, script, {
    step: "read the distribution's files",
    expected: `version ${version} in ${plan.home}`,
  });
  return answer.split("\n").map((line) => Buffer.from(line, "base64").toString("utf8"));
}

function edit(
  node: string,
  plan: ProductInstall,
  index: number,
  text: string,
): { path: string; content: string } {
  const { path, set } = plan.xmlEdits[index] as ProductInstall["xmlEdits"][number];
  try {
    return { path, content: applyXmlEdits(text, set) };
  } catch (error) {
    throw new RollError({
      node,
      step: `edit ${path}`,
      expected: "each XPath to find something in the distribution's file",
      seen: describeError(error),
    });
  }
}

function renderFiles(
  { home, owner }: ProductInstall,
  files: readonly { path: string; content: string }[],
): string {
  return files
    .map(({ path, content }) => {
      const target = `${home}/${path}`;
      const folder = quote(target.slice(0, target.lastIndexOf("/")));
      return [
        `[ -d ${folder} ] || install -d -o ${quote(owner)} -g ${quote(owner)} ${folder}`,
        renderWriteFile(target, content, "640", `${owner}:${owner}`),
      ].join("\n");
    })
    .join("\n");
}

function renderUnit({ unit, unitText, home, homeLink }: ProductInstall): string {
  const path = `/etc/systemd/system/${unit}`;
  return [
    `ln -sfnT ${quote(home)} ${quote(`${homeLink}.new-by-roll`)}`,
    `mv -fT ${quote(`${homeLink}.new-by-roll`)} ${quote(homeLink)}`,
    `before=$(sha256sum < ${quote(path)} 2>/dev/null || :)`,
    renderWriteFile(path, unitText, "644"),
    `[ "$before" = "$(sha256sum < ${quote(path)})" ] || systemctl daemon-reload`,
    `systemctl enable --quiet ${quote(unit)}`,
  ].join("\n");
}

/** Writes everything that one version needs to start; the service must not run. */
export async function installProduct(
  connection: SshConnection,
  plan: ProductInstall,
  version: string,
): Promise<void> {
  const texts = await readDistFiles(connection, plan, version);
  const node = connection.target.name;
  const edited = plan.xmlEdits.map((_, index) => edit(node, plan, index, texts[index] ?? ""));
  const script = [
    "umask 027",
    renderFiles(plan, [...plan.files, ...edited]),
    renderStores(plan),
    renderUnit(plan),
  ].join("\n");
  await runAsRoot(connection, script, { step: "install", timeoutSec: 120 });
}
