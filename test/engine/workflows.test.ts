import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync } from "node:fs";
import { dirname, join } from "node:path";
import execa from "execa";
import { parse } from "yaml";
import { createProgram } from "../../components/cli/program";
import { cacheDir, packageRoot } from "../../sandbox/paths";
import { ensureGo } from "../../sandbox/prerequisites";

const folder = join(packageRoot, ".github/workflows");

/** The linter of GitHub's workflows, from its Go module with the versions pinned in `actionlint/`; kept in the cache. */
async function ensureActionlint(): Promise<string> {
  const pins = readFileSync(join(__dirname, "actionlint/go.mod"), "utf8");
  const version = /actionlint v([\d.]+)/.exec(pins)?.[1];
  const target = join(cacheDir(), "actionlint", `actionlint-${version}`);
  if (existsSync(target)) return target;
  mkdirSync(dirname(target), { recursive: true });
  const unfinished = `${target}.${process.pid}.tmp`;
  await execa(
    await ensureGo(() => undefined),
    ["build", "-o", unfinished, "github.com/rhysd/actionlint/cmd/actionlint"],
    { cwd: join(__dirname, "actionlint"), env: { CGO_ENABLED: "0" } },
  );
  renameSync(unfinished, target);
  return target;
}

test("the workflows are what GitHub understands", async () => {
  const files = readdirSync(folder).map((name) => join(folder, name));
  const { stdout } = await execa(await ensureActionlint(), ["-shellcheck=", "-pyflakes=", ...files], {
    reject: false,
  });
  expect(stdout).toBe("");
}, 600_000);

test.each([
  [".github/workflows/preview.yml", /main\.js (plan .*?) >>/],
  ["docs/examples/gitlab-ci.yml", /pulumi-wso2 (plan .*?) >>/],
])("%s runs a command that there is, with options that there are", (path, pattern) => {
  const text = readFileSync(join(packageRoot, path), "utf8");
  expect(parse(text)).toBeTruthy();
  const [name, ...words] = (pattern.exec(text)?.[1] ?? "").split(" ");
  const command = createProgram().commands.find((each) => each.name() === name);
  const known = command?.options.map(({ long }) => long);
  const used = words.filter((word) => word.startsWith("--"));
  expect(used.length).toBeGreaterThan(0);
  expect(used.filter((word) => !known?.includes(word))).toEqual([]);
});
