// Records the state of stack dev as a version of this library leaves it: node scripts/record-state.mjs 0.1.0 <commit>
// It deploys that commit in a sandbox of its own, so it needs what the sandbox needs.
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const [version, commit] = process.argv.slice(2);
if (!version || !commit) throw new Error("usage: node scripts/record-state.mjs <version> <commit or tag>");

const target = resolve("test/fixtures/states");
const root = mkdtempSync(join(tmpdir(), "record-state-"));
const checkout = join(root, "checkout");
const stateDir = join(checkout, ".sandbox", "dev");
const workspace = join(stateDir, "workspace");
// The path of the pack stands in the state: one that tells nothing of who recorded it.
const cache = "/var/cache/pulumi-wso2";

const run = (command, args, options = {}) =>
  execFileSync(command, args, {
    cwd: checkout,
    env: { ...process.env, WSO2_SANDBOX_CACHE: cache },
    stdio: ["ignore", "inherit", "inherit"],
    ...options,
  });

run("git", ["worktree", "add", "--detach", checkout, commit], { cwd: resolve(".") });
try {
  run("npm", ["ci", "--prefer-offline", "--no-audit", "--no-fund"]);
  // The sandbox takes the passphrase that it finds; with this one the test reads the state.
  mkdirSync(stateDir, { recursive: true });
  copyFileSync(join(target, "passphrase"), join(stateDir, "passphrase"));
  run("npm", ["run", "-s", "sandbox", "--", "up", "--stack", "dev"]);
  const findEngine =
    'require("./dist/sandbox/engine").ensureEngine(() => {}).then((dir) => console.log(dir))';
  const engine = run("node", ["-e", findEngine], { stdio: "pipe", encoding: "utf8" }).trim();
  const state = run(join(engine, "pulumi"), ["stack", "export", "--stack", "dev"], {
    cwd: workspace,
    stdio: "pipe",
    encoding: "utf8",
    maxBuffer: 2 ** 28,
    env: {
      ...process.env,
      PULUMI_HOME: join(stateDir, "pulumi-home"),
      PULUMI_BACKEND_URL: `file://${join(stateDir, "pulumi-state")}`,
      PULUMI_CONFIG_PASSPHRASE_FILE: join(stateDir, "passphrase"),
    },
  });
  writeFileSync(join(target, `${version}.json`), state);
  copyFileSync(join(workspace, "Pulumi.dev.yaml"), join(target, `${version}.yaml`));
} finally {
  run("npm", ["run", "-s", "sandbox", "--", "down", "--stack", "dev"]);
  run("git", ["worktree", "remove", "--force", checkout], { cwd: resolve(".") });
  rmSync(root, { recursive: true, force: true });
}
