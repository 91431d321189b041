import { copyFileSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as command from "@pulumi/command";
import * as pulumi from "@pulumi/pulumi";
import * as tls from "@pulumi/tls";
import execa from "execa";
import { utils } from "ssh2";
import { parse } from "yaml";
import { ensureEngine } from "../../sandbox/engine";
import { packageRoot } from "../../sandbox/paths";
import { examplePlan } from "../components/cli/example-change";
import { type EngineFixture, openFixture } from "./fixture";

/**
 * `pulumi-wso2` as its user has it: on a folder with a Pulumi.yaml and a stack on a backend, by the real engine, which
 * starts the project's own program for a preview. The stack was left by an earlier version of two hosts; its one
 * balancer can't be reached from here.
 */
let engine: EngineFixture;
let project: string;
let env: Record<string, string>;
const { private: privateKey, public: hostKey } = utils.generateKeyPairSync("ed25519");
const secretLine = privateKey.split("\n")[2] ?? "";

const haproxy = { name: "haproxy1", host: "127.0.0.1", port: 1, user: "root", privateKey, hostKey };
const app = (name: string) => ({ ...haproxy, name });
const keys = ["app1", "app2"];
const each = (value: string) => Object.fromEntries(keys.map((key) => [key, value]));

/** What an earlier deployment left. */
async function left() {
  const plan = { target: app("app1") };
  new command.local.Command("app1", { create: "true", stdin: pulumi.secret(JSON.stringify(plan)) });
  const key = new tls.PrivateKey("root", { algorithm: "ED25519" });
  new tls.SelfSignedCert("root", {
    ...{ privateKeyPem: key.privateKeyPem, validityPeriodHours: 240, allowedUses: ["cert_signing"] },
    subject: { commonName: "private root" },
  });
  const member = { kind: "haproxy", balancer: "haproxy1", ssh: haproxy, socketPath: "/run/s", backend: "b" };
  return {
    statusPlan: pulumi.secret({
      nodes: keys.map((node) => ({ node, members: [{ ...member, server: node }] })),
    }),
    deployed: {
      version: "1.0.0",
      machines: each(hostKey.trim()),
      configurations: each("a"),
      startSec: {},
    },
    rollPlanDetails: pulumi.secret(examplePlan(2)),
    healTokens: {},
  };
}

const inventory = `
app:
  hosts:
    app1: { address: 127.0.0.1, port: 1, hostKey: ${hostKey} }
    app2: { address: 127.0.0.2, port: 1, hostKey: ${hostKey} }
lbservers:
  hosts:
    haproxy1: { address: 127.0.0.1, port: 1, hostKey: ${hostKey} }
`;

const config: Record<string, unknown> = {
  "wso2:system": "hosts",
  "wso2:version": "2.0.0",
  "wso2:inventory": "inventory.yaml",
  "wso2:sshPrivateKey": privateKey,
  "wso2:group": "app",
  "wso2:balancerGroup": "lbservers",
  "wso2:backend": "PRD_app",
  "wso2:changeScript": "true",
  "wso2:services": [{ manager: "monit", name: "app" }],
  "wso2:readiness": { scheme: "tcp", port: 8080 },
};

beforeAll(async () => {
  engine = await openFixture("cli");
  expect((await engine.up(left)).error).toBeUndefined();
  project = join(engine.dir, "project");
  mkdirSync(project);
  writeFileSync(
    join(project, "Pulumi.yaml"),
    "name: wso2\nruntime: { name: nodejs, options: { typescript: false } }\nmain: index.js\n",
  );
  const stacks = join(packageRoot, "dist/stacks/index.js");
  writeFileSync(join(project, "index.js"), `module.exports = require(${JSON.stringify(stacks)});\n`);
  writeFileSync(join(project, "package.json"), '{"name":"user"}\n');
  writeFileSync(join(project, "inventory.yaml"), inventory);
  symlinkSync(join(packageRoot, "node_modules"), join(project, "node_modules"));
  const { workspace } = engine.stack;
  copyFileSync(join(workspace.workDir, "Pulumi.test.yaml"), join(project, "Pulumi.test.yaml"));
  configure({});
  const engineDir = await ensureEngine(() => {});
  env = {
    ...workspace.envVars,
    PULUMI_HOME: workspace.pulumiHome ?? "",
    PATH: `${engineDir}:${process.env.PATH}`,
  };
}, 900_000);
afterAll(() => engine.remove());

function configure(change: Record<string, unknown>): void {
  const path = join(project, "Pulumi.test.yaml");
  const { encryptionsalt } = parse(readFileSync(path, "utf8"));
  writeFileSync(path, JSON.stringify({ encryptionsalt, config: { ...config, ...change } }));
}

async function run(...words: string[]) {
  const main = join(packageRoot, "dist/components/cli/main.js");
  const [name = "", ...rest] = words;
  const args = [main, name, "--stack", "test", "--cwd", project, ...rest];
  const { exitCode, stdout, stderr } = await execa(process.execPath, args, { env, reject: false });
  expect(stdout + stderr).not.toContain(secretLine);
  return { exitCode, stdout, stderr };
}

test("status says which balancers can't be reached, by its exit status too", async () => {
  const { exitCode, stdout } = await run("status");
  expect(exitCode).toBe(1);
  expect(
    stdout
      .split("\n")
      .slice(0, 5)
      .map((line) => line.trimEnd()),
  ).toEqual([
    "stack test: not all is well",
    "",
    "node  balancer  admin  status                         check  sessions  requests",
    "app1  haproxy1  ?      the balancer can't be reached",
    "app2  haproxy1  ?      the balancer can't be reached",
  ]);
  expect(JSON.parse((await run("status", "--json")).stdout)).toMatchObject({
    nodes: [{ node: "app1" }, { node: "app2" }],
    unreachable: [{ balancer: "haproxy1" }],
  });
});

test("plan shows how a change of every node goes", async () => {
  expect((await run("plan")).stdout).toContain(
    "Roll plan of wso2-prod: version 4.3.0 to 4.4.0, strategy auto",
  );
  expect(JSON.parse((await run("plan", "--json")).stdout).groups).toMatchObject([
    { plan: { group: "wso2-prod" } },
  ]);
});

test("plan --preview shows the roll of this very change, for a pull request; fails with what is wrong", async () => {
  const { exitCode, stdout } = await run("plan", "--preview", "--markdown");
  expect(exitCode).toBe(0);
  expect(stdout).toContain("**Roll of wso2-test**: version 1.0.0 to 2.0.0, strategy in-place, 2 batches;");
  expect(stdout).toMatch(/\| 1 \| app1 \(version\) \| drain .* \| app2; 1 must be UP \| \+0 s/);
  expect(stdout).toContain("> **Note** Balancers can't be reached from where this ran: haproxy1 (");
  expect(stdout).toMatch(/\| root \| private root \| .*, in 9 days \| yes \|/);

  configure({ "wso2:batch": 2 });
  const wrong = await run("plan", "--preview", "--markdown");
  expect(wrong.exitCode).toBe(2);
  expect(wrong.stdout).toContain("**The preview failed.**");
  expect(wrong.stdout).toContain("wso2:batch: batch 1 takes 2 of 2 nodes");
  configure({});
});

test("certificates says who has which until when; a soon end is its exit status", async () => {
  const { exitCode, stdout } = await run("certificates");
  expect(exitCode).toBe(1);
  expect(stdout).toMatch(/^root {2}private root {2}private root {2}\d{4}-\d\d-\d\d {3}9$/m);
  expect((await run("certificates", "--within", "5", "--json")).exitCode).toBe(0);
});

test("approve sets the key that opens the gate; ssh knows the machines", async () => {
  expect((await run("approve", "0123abcd")).exitCode).toBe(0);
  expect(parse(readFileSync(join(project, "Pulumi.test.yaml"), "utf8")).config["wso2:approvedRoll"]).toBe(
    "0123abcd",
  );
  expect(await run("ssh", "app9")).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining('there is no machine "app9"; there are app1'),
  });
});

test("fails without a word of the inside where there is no such stack", async () => {
  const { exitCode, stderr } = await run("status", "--stack", "nosuch");
  expect(exitCode).toBe(2);
  expect(stderr).toMatch(/^error: no stack named 'nosuch' found$/);
});

test("fails with one sentence where there is no `pulumi`", async () => {
  const main = join(packageRoot, "dist/components/cli/main.js");
  const alone = { env: { PATH: "/nowhere" }, extendEnv: false, reject: false } as const;
  const { exitCode, stderr } = await execa(process.execPath, [main, "status", "--cwd", project], alone);
  expect(exitCode).toBe(2);
  expect(stderr).toBe(
    "error: there is no `pulumi` program on the PATH; https://www.pulumi.com/docs/install has it",
  );
});
