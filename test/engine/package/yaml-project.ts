import { chmod, cp, mkdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import execa from "execa";
import { ensureEngine, installPlugins } from "../../../sandbox/engine";
import { ensureYamlHost } from "../../support/ensure-yaml-host";
import type { Consumer } from "./consumer";

/** An example in YAML in a consumer's folder, with a state of its own. */
export interface YamlProject {
  readonly dir: string;
  /** @throws Error with all that was printed */
  pulumi(...args: string[]): Promise<string>;
}

/** Makes stack `dev` of an example, where the user has run `npm install` in the project's own folder. */
export async function openYamlProject(
  consumer: Consumer,
  example: string,
  stateDir: string,
  cloud: Readonly<Record<string, string>>,
): Promise<YamlProject> {
  const dir = join(consumer.dir, "examples", example);
  const home = join(stateDir, "home");
  await mkdir(home, { recursive: true });
  await symlink("../../node_modules", join(dir, "node_modules"));
  const engine = await ensureEngine(() => {});
  await installPlugins(home, engine);
  const host = await ensureYamlHost();
  const plugin = join(home, "plugins", "language-yaml-v1.25.0");
  await mkdir(plugin);
  await cp(host, join(plugin, basename(host)));
  await chmod(join(plugin, basename(host)), 0o755);
  const env = {
    ...cloud,
    PATH: `${engine}:${process.env.PATH}`,
    PULUMI_HOME: home,
    PULUMI_BACKEND_URL: `file://${stateDir}`,
    PULUMI_CONFIG_PASSPHRASE: "yaml",
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    PULUMI_IGNORE_AMBIENT_PLUGINS: "true",
  };
  const pulumi = async (...args: string[]) => {
    const options = { cwd: dir, env, all: true, reject: false } as const;
    const { all = "", failed, exitCode } = await execa("pulumi", ["--non-interactive", ...args], options);
    if (failed) throw new Error(`pulumi ${args.join(" ")} ended with ${exitCode}:\n${all}`);
    return all;
  };
  await pulumi("stack", "init", "dev");
  return { dir, pulumi };
}

/** Puts in the place of the roll program one that writes down that it ran; every run says something new. */
export async function replaceRollProgram(consumer: Consumer, journal: string) {
  const program = join(consumer.dir, "node_modules/pulumi-wso2/dist/components/program/main.js");
  const real = await readFile(program);
  await writeFile(
    program,
    `require("node:fs").appendFileSync(${JSON.stringify(journal)}, process.argv.at(-1) + "\\n");
process.stdin.resume().on("end", () => console.log(process.hrtime.bigint() + ""));`,
  );
  return {
    /** The commands that ran since the last time. */
    async ran(): Promise<string[]> {
      const text = await readFile(journal, "utf8").catch(() => "");
      await rm(journal, { force: true });
      return text.split("\n").filter(Boolean);
    },
    restore: () => writeFile(program, real),
  };
}
