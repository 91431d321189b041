import type { DeployedGroup } from "./deployed";
import { Strategy } from "./strategy";

interface ReplaceOnFacts {
  readonly strategy: Strategy;
  readonly node: string;
  readonly version: string;
  /** Digest of the node's configuration. */
  readonly configuration: string;
  readonly deployed?: DeployedGroup;
}

/**
 * The text by whose change a node's machine is replaced. Under `replace` it is what the machine is to run; as
 * long as that stays as it was deployed, and under any other strategy, the text stays too: to change the
 * strategy alone replaces nothing.
 */
export function planReplaceOn({ strategy, node, version, configuration, deployed }: ReplaceOnFacts): string {
  const same = deployed?.version === version && deployed.configurations[node] === configuration;
  if (strategy === Strategy.replace && !same) return `version ${version} configuration ${configuration}`;
  return deployed?.replaceOn?.[node] ?? "";
}
