import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import execa from "execa";
import { ensureEngine, installPlugins } from "../../sandbox/engine";
import { makeClone } from "../support/clone";
import { ensureNode } from "../support/ensure-node";

/**
 * A user's road: the `pulumi` program on this project's own Pulumi.yaml, in a clone in which nothing was built, on
 * each Node.js that is promised. The machines' commands alone are replaced, by one that writes down that it ran.
 */
const folder = mkdtempSync(join(tmpdir(), "road-"));
const clone = join(folder, "clone");
const program = join(clone, "dist/components/program/main.js");
const journal = join(folder, "journal");

/** Every command says something new, as the real ones do. */
const stub = `require("node:fs").appendFileSync(${JSON.stringify(journal)}, process.argv.at(-1) + "\\n");
process.stdin.resume().on("end", () => console.log(process.hrtime.bigint() + ""));`;

const hostKey = "ssh-ed25519 AAAA";
const inventory = `
app:
  hosts:
    app1: { address: 127.0.0.1, port: 1, hostKey: ${hostKey} }
    app2: { address: 127.0.0.2, port: 1, hostKey: ${hostKey} }
lbservers:
  hosts:
    haproxy1: { address: 127.0.0.3, port: 1, hostKey: ${hostKey} }
`;

let env: Record<string, string> = {};
let node = "";

async function pulumi(...args: string[]): Promise<string> {
  const { all, failed, exitCode } = await execa("pulumi", [...args, "--non-interactive"], {
    cwd: clone,
    env: { ...env, PATH: `${node}:${env.PATH}` },
    all: true,
    reject: false,
  });
  if (failed) throw new Error(`pulumi ${args.join(" ")} ended with ${exitCode}:\n${all}`);
  return all ?? "";
}

/** Changes of the stack, and the commands that ran for them. */
async function change(...args: string[]): Promise<string[]> {
  rmSync(journal, { force: true });
  await pulumi(...args, "--yes");
  return existsSync(journal) ? readFileSync(journal, "utf8").trim().split("\n") : [];
}

beforeAll(async () => {
  const engine = await ensureEngine(() => {});
  node = await ensureNode("22.23.3");
  await makeClone(clone);
  await installPlugins(join(folder, "home"), engine);
  await execa("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", join(folder, "key")]);
  writeFileSync(join(folder, "inventory.yaml"), inventory);
  env = {
    PATH: `${engine}:${process.env.PATH}`,
    PULUMI_HOME: join(folder, "home"),
    PULUMI_BACKEND_URL: `file://${folder}`,
    PULUMI_CONFIG_PASSPHRASE: "road",
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
  };
  await pulumi("stack", "init", "road");
  const values: Record<string, string> = {
    ...{ system: "hosts", version: "2.0.0", group: "app", balancerGroup: "lbservers", backend: "PRD_app" },
    ...{ changeScript: "true", services: '[{"manager":"monit","name":"app"}]' },
    ...{ readiness: '{"scheme":"tcp","port":8080}', inventory: join(folder, "inventory.yaml") },
    sshPrivateKey: readFileSync(join(folder, "key"), "utf8"),
  };
  const plain = Object.entries(values).flatMap(([key, value]) => ["--plaintext", `wso2:${key}=${value}`]);
  await pulumi("config", "set-all", ...plain);
}, 600_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("fails for wrong configuration with a sentence, and not with where it was noticed", async () => {
  const refused = await pulumi("preview", "--config", "wso2:batch=none").catch(String);
  await pulumi("config", "rm", "wso2:batch");
  expect(refused).toMatch(/error: Configuration of this stack:\s+wso2:batch: /);
  expect(refused).not.toMatch(/unhandled exception|InputPropertiesError|\.ts:\d/);
}, 600_000);

test("the first preview has built the roll program; deploys, and a second time changes nothing", async () => {
  expect(existsSync(program)).toBe(true);
  writeFileSync(program, stub);
  expect(await pulumi("preview")).toMatch(/\+ \d+ to create/);
  expect(await change("up", "--skip-preview")).toEqual([
    "check-members",
    "set-floors",
    "start",
    "join",
    "start",
    "join",
  ]);
  expect(await change("up", "--skip-preview", "--expect-no-changes")).toEqual([]);
}, 600_000);

test("previews, rolls, refreshes and destroys on the next Node.js", async () => {
  node = await ensureNode("24.9.0");
  await pulumi("preview", "--expect-no-changes");
  await pulumi("config", "set", "wso2:version", "2.1.0");
  expect(await pulumi("preview")).toContain("wso2-road-app1-membership");
  const step = ["leave", "stop", "start", "join"];
  expect((await change("up", "--skip-preview")).filter((verb) => step.includes(verb))).toEqual([
    ...step,
    ...step,
  ]);
  expect(await change("refresh")).toEqual([]);
  expect(await change("destroy")).toEqual(["end-group", "leave", "stop", "leave", "stop"]);
}, 600_000);
