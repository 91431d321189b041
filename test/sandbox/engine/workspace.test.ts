import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { keepOverrides } from "../../../sandbox/engine/kept-overrides";
import { prepareWorkspace } from "../../../sandbox/engine/workspace";

const projectText = "name: wso2\nruntime: nodejs\nmain: stacks/index.ts\n";
const stackText = "config:\n  wso2:version: 4.3.0 # the user's own\n";

let projectDir: string;
beforeEach(() => {
  projectDir = mkdtempSync(join(tmpdir(), "workspace-"));
  writeFileSync(join(projectDir, "Pulumi.yaml"), projectText);
  writeFileSync(join(projectDir, "Pulumi.dev.yaml"), stackText);
});
afterEach(() => rmSync(projectDir, { recursive: true }));

const stateDir = () => join(projectDir, ".sandbox", "dev");
const read = (...path: string[]) => readFileSync(join(projectDir, ...path), "utf8");
const prepare = (overrides: Record<string, string> = {}) =>
  prepareWorkspace({ stack: "dev", stateDir: stateDir(), projectDir, overrides });
const config = () => parse(read(".sandbox/dev/workspace/Pulumi.dev.yaml")).config;

test("copies are made, the user's files stay as they are, the passphrase is made once and only its owner reads it", async () => {
  const workspace = await prepare({ version: "4.4.0" });
  expect(workspace).toEqual({
    project: "wso2",
    workDir: join(stateDir(), "workspace"),
    stackFile: join(stateDir(), "workspace", "Pulumi.dev.yaml"),
    pulumiHome: join(stateDir(), "pulumi-home"),
    backend: join(stateDir(), "pulumi-state"),
    passphraseFile: join(stateDir(), "passphrase"),
  });
  expect(config()).toEqual({ "wso2:version": "4.4.0" });
  expect(read("Pulumi.yaml")).toBe(projectText);
  expect(read("Pulumi.dev.yaml")).toBe(stackText);
  expect(statSync(workspace.passphraseFile).mode & 0o777).toBe(0o600);
  // What was set with `--set` may be a secret.
  expect(statSync(workspace.stackFile).mode & 0o777).toBe(0o600);
  const passphrase = read(".sandbox/dev/passphrase");
  expect(passphrase).toMatch(/^[\w-]{32}\n$/);
  await prepare();
  expect(read(".sandbox/dev/passphrase")).toBe(passphrase);
});

test("overrides beside those that were kept, which stay as they are", async () => {
  await keepOverrides(stateDir(), { version: "4.4.0" }, "wso2");
  await prepare({ nodeCount: "3" });
  expect(config()).toEqual({ "wso2:version": "4.4.0", "wso2:nodeCount": "3" });
  await prepare({ version: "4.5.0" });
  expect(config()).toEqual({ "wso2:version": "4.5.0" });
  await prepare();
  expect(config()).toEqual({ "wso2:version": "4.4.0" });
});

test("the salt of the engine stays", async () => {
  await prepare();
  const copy = join(stateDir(), "workspace", "Pulumi.dev.yaml");
  writeFileSync(copy, `encryptionsalt: v1:salt\n${readFileSync(copy, "utf8")}`);
  await prepare({ version: "4.4.0" });
  expect(parse(readFileSync(copy, "utf8"))).toEqual({
    encryptionsalt: "v1:salt",
    config: { "wso2:version": "4.4.0" },
  });
});

test("fails for a stack that has no file", async () => {
  rmSync(join(projectDir, "Pulumi.dev.yaml"));
  await expect(prepare()).rejects.toThrow(`Stack dev: there is no ${join(projectDir, "Pulumi.dev.yaml")}.`);
});
