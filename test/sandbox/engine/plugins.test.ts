import { accessSync, constants, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { version as aws } from "@pulumi/aws/package.json";
import { version as command } from "@pulumi/command/package.json";
import { version as tls } from "@pulumi/tls/package.json";
import { installPlugins } from "../../../sandbox/engine";
import { packageRoot } from "../../../sandbox/paths";

const home = mkdtempSync(join(tmpdir(), "plugins-"));
afterAll(() => rmSync(home, { recursive: true }));

test("one folder per provider, of the installed packages' versions; others are removed", async () => {
  mkdirSync(join(home, "plugins/resource-aws-v1.0.0"), { recursive: true });
  for (let time = 0; time < 2; time++) {
    await installPlugins(home);
    expect(readdirSync(join(home, "plugins")).sort()).toEqual([
      `resource-aws-v${aws}`,
      `resource-command-v${command}`,
      `resource-tls-v${tls}`,
    ]);
  }
  const folder = join(home, `plugins/resource-tls-v${tls}`);
  expect(readdirSync(folder)).toEqual(["pulumi-resource-tls"]);
  const program = join(folder, "pulumi-resource-tls");
  accessSync(program, constants.X_OK);
  const main = join(packageRoot, "dist/sandbox/providers/tls/main.js");
  expect(readFileSync(program, "utf8")).toBe(`#!/bin/sh\nexec '${process.execPath}' '${main}' "$@"\n`);
});
