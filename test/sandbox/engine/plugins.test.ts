import {
  accessSync,
  constants,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { version as aws } from "@pulumi/aws/package.json";
import { version as command } from "@pulumi/command/package.json";
import { version as sdk } from "@pulumi/pulumi/package.json";
import { version as tls } from "@pulumi/tls/package.json";
import { installPlugins } from "../../../sandbox/engine";
import { findLanguageHost } from "../../../sandbox/engine/language-host";
import { packageRoot } from "../../../sandbox/paths";

const home = mkdtempSync(join(tmpdir(), "plugins-"));
const engineDir = join(home, "engine");
afterAll(() => rmSync(home, { recursive: true }));

test("one folder per plugin, of the installed packages' versions; others are removed", async () => {
  mkdirSync(join(home, "plugins/resource-aws-v1.0.0"), { recursive: true });
  for (let time = 0; time < 2; time++) {
    await installPlugins(home, engineDir);
    expect(readdirSync(join(home, "plugins")).sort()).toEqual([
      `language-nodejs-v${sdk}`,
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

test("the official language host is the engine's own business where it is beside it, and taken from the PATH", async () => {
  const elsewhere = join(home, "elsewhere");
  for (const path of [join(engineDir, "pulumi"), join(elsewhere, "pulumi-language-nodejs")]) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, "#!/bin/sh\n", { mode: 0o755 });
  }
  expect(await findLanguageHost(engineDir, "")).toBeUndefined();
  expect(await findLanguageHost(engineDir, `/nowhere:${elsewhere}`)).toBe(
    join(elsewhere, "pulumi-language-nodejs"),
  );
  // As package managers install it: the engine looks beside the file that the link leads to.
  mkdirSync(join(home, "linked"));
  symlinkSync(join(engineDir, "pulumi"), join(home, "linked/pulumi"));
  writeFileSync(join(engineDir, "pulumi-language-nodejs"), "#!/bin/sh\n", { mode: 0o755 });
  expect(await findLanguageHost(join(home, "linked"), elsewhere)).toBe("beside the engine");
  await installPlugins(home, engineDir);
  expect(readdirSync(join(home, "plugins"))).not.toContain(`language-nodejs-v${sdk}`);
});
