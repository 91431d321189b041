import { existsSync, mkdirSync, readFileSync, renameSync } from "node:fs";
import { dirname, join } from "node:path";
import execa from "execa";
import { cacheDir } from "../../sandbox/paths";
import { ensureGo } from "../../sandbox/prerequisites";

const pins = join(__dirname, "yaml-host");
const name = "pulumi-language-yaml";

/**
 * Pulumi's own language host for YAML, from its Go module with the versions pinned in `yaml-host/`; kept in the cache.
 * The archive of the CLI has it, too.
 */
export async function ensureYamlHost(): Promise<string> {
  const version = /pulumi-yaml v([\d.]+)/.exec(readFileSync(join(pins, "go.mod"), "utf8"))?.[1];
  const target = join(cacheDir(), "yaml-host", version ?? "", name);
  if (existsSync(target)) return target;
  mkdirSync(dirname(target), { recursive: true });
  const unfinished = `${target}.${process.pid}.tmp`;
  const go = await ensureGo(() => undefined);
  const module = `github.com/pulumi/pulumi-yaml/cmd/${name}`;
  await execa(go, ["build", "-ldflags", "-s -w", "-o", unfinished, module], {
    cwd: pins,
    env: { CGO_ENABLED: "0" },
  });
  renameSync(unfinished, target);
  return target;
}
