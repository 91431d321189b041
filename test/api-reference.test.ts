import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import execa from "execa";
import { packageRoot } from "../sandbox/paths";
import { itThorough } from "./support/thorough";

const folder = mkdtempSync(join(tmpdir(), "api-reference-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What `npm run docs:api` says of some entry, without writing it. */
function check(...args: string[]) {
  const bin = join(packageRoot, "node_modules/.bin/typedoc");
  return execa(bin, ["--emit", "none", ...args], { cwd: packageRoot, all: true, reject: false });
}

it("has no broken link, and a comment on every name and method", async () => {
  const { all, exitCode } = await check();
  expect(exitCode === 0 ? "" : all).toBe("");
}, 240_000);

itThorough(
  "fails for a broken link and for a name without a comment",
  async () => {
    const comment = "/** As {@link Nowhere} does. */";
    writeFileSync(
      join(folder, "entry.ts"),
      `${comment}\nexport const linked = 1;\nexport const silent = 2;\n`,
    );
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ files: ["entry.ts"] }));
    const own = { entryPoints: ["entry.ts"], tsconfig: "tsconfig.json", readme: "none" };
    const settings = { extends: [join(packageRoot, "typedoc.json")], ...own };
    writeFileSync(join(folder, "typedoc.json"), JSON.stringify(settings));
    const { all, exitCode } = await check("--options", join(folder, "typedoc.json"));
    expect(exitCode).not.toBe(0);
    expect(all).toContain('"Nowhere"');
    expect(all).toContain("silent (Variable)");
  },
  240_000,
);
