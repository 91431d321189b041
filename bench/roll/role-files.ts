import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { connect } from "../../components/remote/ssh/connect";
import { quote, runAsRoot } from "../../components/remote/ssh/shell";
import type { SshTarget } from "../../components/remote/ssh-target";
import type { Estate } from "./estate";

/**
 * What an operator of the playbooks has on his own computer, taken from what runs: the configuration and the unit
 * as templates, each node's key stores.
 */
export async function writeRoleFiles(estate: Estate, folder: string): Promise<void> {
  const [first] = estate.nodes;
  if (!first) throw new Error("there is no node to take the configuration from");
  const unitPath = `/etc/systemd/system/${estate.unit}`;
  const configuration = estate.configuration.map((path) => `${estate.homeLink}/${path}`);
  const texts = await readFiles(first, [unitPath, ...configuration]);
  for (const [index, name] of [estate.unit, ...estate.configuration].entries()) {
    const text = texts[index]?.toString("utf8") ?? "";
    await write(join(folder, name), text.replaceAll(first.name, "{{ inventory_hostname }}"));
  }
  for (const node of estate.nodes) {
    const stores = await readFiles(
      node,
      estate.stores.map((path) => `${estate.homeLink}/${path}`),
    );
    for (const [index, path] of estate.stores.entries()) {
      await write(join(folder, node.name, path), stores[index] ?? "");
    }
  }
}

async function write(path: string, content: string | Buffer): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content, { mode: 0o600 });
}

async function readFiles(target: SshTarget, paths: readonly string[]): Promise<Buffer[]> {
  const connection = await connect(target);
  try {
    const script = paths.map((path) => `base64 -w0 ${quote(path)}; echo`).join("\n");
    const answer = await runAsRoot(connection, script, { step: "read what the playbooks bring" });
    return answer.split("\n").map((line) => Buffer.from(line, "base64"));
  } finally {
    connection.close();
  }
}
