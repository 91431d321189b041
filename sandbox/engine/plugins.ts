import { chmod, mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { packageRoot } from "../paths";

/** The providers that the sandbox stands in for. The engine asks for the versions of the npm packages. */
const providers = ["aws", "command", "tls"] as const;

/** One provider plugin in a Pulumi home. */
export interface Plugin {
  readonly name: string;
  readonly version: string;
  /** Folder below `plugins/`. */
  readonly folder: string;
  /** The executable in it. */
  readonly program: string;
}

/** What the engine looks for: `plugins/resource-<name>-v<version>/pulumi-resource-<name>`. */
export function planPlugin(name: string, version: string): Plugin {
  return { name, version, folder: `resource-${name}-v${version}`, program: `pulumi-resource-${name}` };
}

/**
 * Puts the sandbox's providers into a Pulumi home as plugins, so that the engine finds them
 * without a warning and has nothing to download. Plugins of other versions are removed.
 */
export async function installPlugins(pulumiHome: string): Promise<Plugin[]> {
  const plugins = await Promise.all(
    providers.map(async (name) => planPlugin(name, await installedVersion(name))),
  );
  const pluginsDir = join(pulumiHome, "plugins");
  await mkdir(pluginsDir, { recursive: true });
  const wanted = new Set(plugins.map(({ folder }) => folder));
  for (const entry of await readdir(pluginsDir)) {
    if (!wanted.has(entry)) await rm(join(pluginsDir, entry), { recursive: true, force: true });
  }
  await Promise.all(plugins.map((plugin) => writePlugin(pluginsDir, plugin)));
  return plugins;
}

async function writePlugin(pluginsDir: string, plugin: Plugin): Promise<void> {
  const folder = join(pluginsDir, plugin.folder);
  await mkdir(folder, { recursive: true });
  const program = join(folder, plugin.program);
  const main = join(packageRoot, "dist", "sandbox", "providers", plugin.name, "main.js");
  const text = renderProgram(process.execPath, main);
  if ((await readFile(program, "utf8").catch(() => "")) === text) return;
  const unfinished = `${program}.${process.pid}.tmp`;
  await writeFile(unfinished, text);
  await chmod(unfinished, 0o755);
  await rename(unfinished, program);
}

function renderProgram(node: string, main: string): string {
  return `#!/bin/sh\nexec ${quote(node)} ${quote(main)} "$@"\n`;
}

function quote(path: string): string {
  return `'${path.replaceAll("'", `'\\''`)}'`;
}

async function installedVersion(name: string): Promise<string> {
  const path = join(packageRoot, "node_modules", "@pulumi", name, "package.json");
  const manifest = JSON.parse(await readFile(path, "utf8")) as { version: string };
  return manifest.version;
}
