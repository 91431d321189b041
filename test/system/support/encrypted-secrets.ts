import type { CarbonCluster } from "./carbon-cluster";

/** A password's line of `deployment.toml`, and what stands there. */
const passwordLine = /^\s*(?:key_)?password = "(.*)"$/gm;

/** What stands in the place of each password of a node's configuration. */
export async function passwordsOf(cluster: CarbonCluster, node: string): Promise<string[]> {
  const toml = await cluster.configuration(node);
  return Array.from(toml.matchAll(passwordLine), ([, value = ""]) => value);
}

/** Files below a node's home that have one of these in them; what is elsewhere, as its key store's password, is not read. */
export async function filesWith(
  cluster: CarbonCluster,
  node: string,
  secrets: readonly string[],
): Promise<string[]> {
  const words = secrets.map((secret) => `-e '${secret}'`).join(" ");
  const found = await cluster.cli.ssh(node, `sudo grep -rlaF ${words} /opt/wso2/carbon/ || true`);
  return found.trim().split("\n").filter(Boolean);
}

/** What opens a node's key store, which root keeps beside the home. */
export async function storePasswordOf(cluster: CarbonCluster, node: string): Promise<string> {
  const kept = '"$(dirname $(readlink /opt/wso2/carbon))/.roll/$(basename $(readlink /opt/wso2/carbon))"';
  return (await cluster.cli.ssh(node, `sudo cat ${kept}/keystore-password`)).trim();
}
