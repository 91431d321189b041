import { chmod, mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { packageRoot } from "../paths";
import { findLanguageHost, planLanguageHost } from "./language-host";

/** The providers that the sandbox stands in for. The engine asks for the versions of the npm packages. */
const providers = ["aws", "command", "tls"] as const;

/** One plugin in a Pulumi home. */
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
 * Puts the sandbox's providers into a Pulumi home as plugins, so that the engine finds them without a warning and
 * has nothing to download; and a language host, where none is beside the engine. Plugins of other versions are
 * removed.
 *
 * @param engineDir the folder of `pulumi`
 */
export async function installPlugins(pulumiHome: string, engineDir: string): Promise<Plugin[]> {
  const wanted = await Promise.all(
    providers.map(async (name) => ({
      plugin: planPlugin(name, await installedVersion(name)),
      text: renderProgram(process.execPath, distFile("providers", name, "main.js")),
    })),
  );
  const host = await findLanguageHost(engineDir);
  if (host !== "beside the engine") {
    const command = host ? [host] : [process.execPath, distFile("language-host", "main.js")];
    wanted.push({
      plugin: planLanguageHost(await installedVersion("pulumi")),
      text: renderProgram(...command),
    });
  }
  const pluginsDir = join(pulumiHome, "plugins");
  await mkdir(pluginsDir, { recursive: true });
  const folders = new Set(wanted.map(({ plugin }) => plugin.folder));
  for (const entry of await readdir(pluginsDir)) {
    if (!folders.has(entry)) await rm(join(pluginsDir, entry), { recursive: true, force: true });
  }
  await Promise.all(wanted.map(({ plugin, text }) => writePlugin(pluginsDir, plugin, text)));
  return wanted.map(({ plugin }) => plugin);
}

async function writePlugin(pluginsDir: string, plugin: Plugin, text: string): Promise<void> {
  const folder = join(pluginsDir, plugin.folder);
  await mkdir(folder, { recursive: true });
  const program = join(folder, plugin.program);
  if ((await readFile(program, "utf8").catch(() => "")) === text) return;
  const unfinished = `${program}.${process.pid}.tmp`;
  await writeFile(unfinished, text);
  await chmod(unfinished, 0o755);
  await rename(unfinished, program);
}

function distFile(...path: string[]): string {
  return join(packageRoot, "dist", "sandbox", ...path);
}

function renderProgram(...command: string[]): string {
  return `#!/bin/sh\nexec ${command.map(quote).join(" ")} "$@"\n`;
}

function quote(path: string): string {
  return `'${path.replaceAll("'", `'\\''`)}'`;
}

async function installedVersion(name: string): Promise<string> {
  const path = join(packageRoot, "node_modules", "@pulumi", name, "package.json");
  const manifest = JSON.parse(await readFile(path, "utf8")) as { version: string };
  return manifest.version;
}
