import { jarPath } from "../../database/jar-cache";
import type { SshConnection } from "../../remote/ssh/connection";
import { quote } from "../../remote/ssh/shell";
import { renderWriteFile } from "../../remote/ssh/write-file";
import type { RollContext } from "../../rolling/context";
import type { Library, ProductInstall } from "../product-install";
import { rollDirectory } from "../roll-directory";
import { renderReceiveAs } from "./as-owner";

/** Brings what an installation needs beside its distribution; a node that has it is only asked. */
export async function bringNeedsOf(
  context: RollContext,
  connection: SshConnection,
  install: ProductInstall,
): Promise<void> {
  if (install.content) {
    const { bringContentPackages } =
      require("../../content-sync/live/start-content") as typeof import("../../content-sync/live/start-content");
    await bringContentPackages(connection, install.content);
  }
  await bringJarsOf(context, connection, install);
}

async function bringJarsOf(
  context: RollContext,
  connection: SshConnection,
  { libraries = [], schemas = [] }: ProductInstall,
): Promise<void> {
  const jars = new Map(
    [...libraries, ...schemas.flatMap((each) => each.jars)].map((jar) => [jar.sha256, jar]),
  );
  if (jars.size === 0) return;
  const { bringJars } =
    require("../../database/live/bring-jars") as typeof import("../../database/live/bring-jars");
  await bringJars(context, connection, [...jars.values()]);
}

/** Makes the tables that are not there yet, one database after the other. */
export async function makeTablesOf(
  context: RollContext,
  connection: SshConnection,
  { schemas = [], home }: ProductInstall,
): Promise<void> {
  if (schemas.length === 0) return;
  const { makeSchema } =
    require("../../database/live/make-schema") as typeof import("../../database/live/make-schema");
  for (const schema of schemas) await makeSchema(context, connection, schema, home);
}

/**
 * Shell text that puts the jars in place, and takes away those that an installation before has put there. A Carbon
 * server makes a bundle of each at its start, which would stand beside the new one.
 */
export function renderLibraries({ home, owner, libraries = [] }: ProductInstall): string {
  const record = `${rollDirectory(home)}/libraries`;
  const wanted = libraries.map(({ path, sha256 }) => `${sha256} ${path}`).join("\n");
  const drop = [
    `if [ -f ${quote(record)} ] && [ "$(cat ${quote(record)})" != ${quote(wanted)} ]; then`,
    "while read -r _ old; do",
    `name=$(basename "$old" .jar)`,
    `rm -f -- ${quote(home)}/"$old" ${quote(`${home}/repository/components/dropins`)}/"$(printf '%s' "$name" | tr '-' '_')"_1.0.0.jar`,
    `done < ${quote(record)}`,
    "fi",
  ];
  if (libraries.length === 0) return [...drop, `rm -f ${quote(record)}`].join("\n");
  return [
    ...drop,
    ...libraries.map((each) => renderPut(home, owner, each)),
    renderWriteFile(record, `${wanted}\n`, "644"),
  ].join("\n");
}

/** Read as root from its cache, written as the product's user. */
function renderPut(home: string, owner: string, { path, sha256 }: Library): string {
  return `${renderReceiveAs(owner, `${home}/${path}`, "644")} < ${quote(jarPath(sha256))}`;
}
