import { createHash } from "node:crypto";
import { digestOf } from "../components";
import { packDigest } from "./pack-settings";
import type { NodeClusterSettings } from "./settings";

/** What a node is made of: another value of one of these is another set of nodes under blue-green. */
const makes = [
  "version",
  "ami",
  "nodeInstanceType",
  "javaOpts",
  "deploymentToml",
  "pack",
  "packDigest",
] as const satisfies readonly (keyof NodeClusterSettings | "packDigest")[];

/**
 * What the keys of nodes end with. Under blue-green it names the generation, so that the nodes of another one
 * are others, made beside those that serve; otherwise nothing.
 */
export function nodeSuffix(settings: NodeClusterSettings): string {
  if (settings.strategy !== "blue-green") return "";
  const all = { ...settings, packDigest: digestOf(packDigest(settings, settings.version)).sha256 };
  const made = JSON.stringify(makes.map((key) => all[key] ?? null));
  return `-${createHash("sha256").update(made).digest("hex").slice(0, 6)}`;
}
