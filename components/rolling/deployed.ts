/**
 * What the last deployment of a group left, without secrets. Whoever deploys a group keeps it, as a stack
 * output for example, and gives it back the next time: so a preview can say what will change.
 */
export interface DeployedGroup {
  readonly version: string;
  /** What each node's machine is made of: `ami-0123 m6i.large`. */
  readonly machines: Readonly<Record<string, string>>;
  /** Digest of each node's configuration. */
  readonly configurations: Readonly<Record<string, string>>;
  /** How long each node took from its start to readiness, in seconds. */
  readonly startSec: Readonly<Record<string, number>>;
  /** By whose change each node's machine is replaced. @default nothing was ever replaced for what it runs */
  readonly replaceOn?: Readonly<Record<string, string>>;
  /** What each node's last start said. @default not kept: before 0.2.0 */
  readonly started?: Readonly<Record<string, string>>;
}

/** The same of what is wanted now; a digest is missing where it is not known before the roll. */
export type WantedGroup = Omit<DeployedGroup, "startSec" | "replaceOn" | "started">;

/** Whether and why a node is changed. */
export interface NodeChange {
  readonly node: string;
  /** `new`, `version`, `configuration`, `machine`: all that apply. */
  readonly causes: readonly ("new" | "version" | "configuration" | "machine")[];
}

/** The nodes that differ from the last deployment, in the order given. */
export function findChanges(
  nodes: readonly string[],
  wanted: WantedGroup,
  before: DeployedGroup | undefined,
): NodeChange[] {
  return nodes.flatMap((node): NodeChange[] => {
    if (before?.configurations[node] === undefined) return [{ node, causes: ["new"] }];
    const differs = {
      version: before.version !== wanted.version,
      // Another version comes with files of its own: that is no second cause.
      configuration:
        before.version === wanted.version && before.configurations[node] !== wanted.configurations[node],
      machine: before.machines[node] !== wanted.machines[node],
    };
    const causes = (["version", "configuration", "machine"] as const).filter((cause) => differs[cause]);
    return causes.length > 0 ? [{ node, causes }] : [];
  });
}

/** Nodes of the last deployment that are wanted no more. */
export function findGone(nodes: readonly string[], before: DeployedGroup | undefined): string[] {
  return Object.keys(before?.configurations ?? {}).filter((node) => !nodes.includes(node));
}
