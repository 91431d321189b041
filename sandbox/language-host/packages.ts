import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { version } from "@pulumi/pulumi/package.json";

/** The version of the SDK whose `cmd/run` this host was written for. */
export const hostVersion = version;

interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly name: string;
  readonly version: string;
  readonly pulumi?: { readonly resource?: boolean; readonly name?: string };
}

/** The provider plugins that belong to the dependencies of the program in a folder. */
export function findProviders(directory: string): { name: string; version: string }[] {
  const root = findUp(directory, "package.json");
  if (!root) return [];
  const { dependencies = {} } = readManifest(root);
  return Object.keys(dependencies).flatMap((name) => {
    const path = findUp(directory, join("node_modules", name, "package.json"));
    if (!path) return [];
    const { version, pulumi } = readManifest(path);
    return pulumi?.resource ? [{ name: pulumi.name ?? name.replace(/^@pulumi\//, ""), version }] : [];
  });
}

function findUp(from: string, path: string): string | undefined {
  const found = join(from, path);
  if (existsSync(found)) return found;
  const parent = dirname(from);
  return parent === from ? undefined : findUp(parent, path);
}

function readManifest(path: string): Manifest {
  return JSON.parse(readFileSync(path, "utf8")) as Manifest;
}
