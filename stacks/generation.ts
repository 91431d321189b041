import { createHash } from "node:crypto";
import type { ClusterSettings } from "./settings";

/** What a node is made of: another value of one of these is another set of nodes under blue-green. */
const makes = [
  "version",
  "ami",
  "nodeInstanceType",
  "javaOpts",
  "deploymentToml",
  "pack",
  "packSha256",
] as const satisfies readonly (keyof ClusterSettings)[];

/**
 * What the keys of nodes end with. Under blue-green it names the generation, so that the nodes of another one
 * are others, made beside those that serve; otherwise nothing.
 */
export function nodeSuffix(settings: ClusterSettings): string {
  if (settings.strategy !== "blue-green") return "";
  const made = JSON.stringify(makes.map((key) => settings[key] ?? null));
  return `-${createHash("sha256").update(made).digest("hex").slice(0, 6)}`;
}
