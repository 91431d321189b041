import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "yaml";
import { readKeptOverrides } from "../engine/kept-overrides";
import { type ConfigObject, mergeOverrides, type Overrides, parseOverride } from "../engine/overrides";
import { packageRoot, sandboxPaths } from "../paths";

/** Name of the project, which is the namespace of its keys. */
export const project = "wso2";

/** What the sandbox itself must know of a stack's configuration. */
export interface StackSettings {
  /** Which system the stack deploys. */
  readonly system?: string;
  /** The product's version; undefined when the stack has none, which the stack's program will say. */
  readonly version?: string;
  /** Of Identity Server, in systems `api-manager` and `sso`. */
  readonly identityVersion?: string;
  /** `distributed` where API Manager is in parts. */
  readonly deployment?: string;
  /** `wso2-elb` in front of Application Servers, and WSO2 ELB's version there. */
  readonly front?: string;
  readonly elbVersion?: string;
  /** Address of the product's zip, only where the user gave one with `--set`. */
  readonly ownPack?: string;
  /** The same of WSO2 ELB's. */
  readonly ownElbPack?: string;
  /** Name of the server's administrator, where it is not `admin`. */
  readonly adminUsername?: string;
  /** Images of the machines, by the names or ids that were given. */
  readonly images: readonly string[];
  readonly vpcCidr?: string;
  /** A database that the stack makes, as it was given. */
  readonly database?: ConfigObject;
  /** An existing VPC; then `vpcCidr` counts for nothing. */
  readonly vpcId?: string;
}

/** The settings under a stack file's configuration and what was set over it. */
export function planSettings(config: Readonly<Record<string, unknown>>, overrides: Overrides): StackSettings {
  const text = (key: string) => {
    const value = overrides[`${project}:${key}`] ?? config[`${project}:${key}`];
    return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
  };
  return {
    system: text("system"),
    version: text("version"),
    identityVersion: text("identityVersion"),
    deployment: text("deployment"),
    front: text("front"),
    elbVersion: text("elbVersion"),
    ownPack: overrides[`${project}:pack`],
    ownElbPack: overrides[`${project}:elbPack`],
    adminUsername: text("adminUsername"),
    images: [text("ami"), text("haproxyAmi"), text("apacheAmi")].filter((image) => image !== undefined),
    vpcCidr: text("vpcCidr"),
    vpcId: text("vpcId"),
    ...readDatabase(overrides[`${project}:database`] ?? config[`${project}:database`]),
  };
}

/** What can be none, the stack's program says. */
function readDatabase(given: unknown): Pick<StackSettings, "database"> {
  const value = typeof given === "string" ? parseOverride(given) : given;
  const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
  return isObject ? { database: value as ConfigObject } : {};
}

/**
 * Reads the settings of a stack as the next deployment will see them.
 *
 * @param sets Given with this command, not kept yet.
 * @throws Error when there is no file for the stack.
 */
export async function readSettings(stack: string, sets: Overrides): Promise<StackSettings> {
  const path = join(packageRoot, `Pulumi.${stack}.yaml`);
  const text = await readFile(path, "utf8").catch(() => {
    throw new Error(`Stack ${stack}: there is no ${path}.`);
  });
  const file = parse(text) as { config?: Record<string, unknown> } | null;
  const kept = await readKeptOverrides(sandboxPaths(stack).stateDir);
  return planSettings(file?.config ?? {}, mergeOverrides(kept, sets, project));
}
