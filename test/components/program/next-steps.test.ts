import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../../../sandbox/paths";

const folder = join(packageRoot, "components");
const sources = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((path) =>
  path.endsWith(".ts"),
);

/** Every `next` that is written as text, by the file it stands in. */
const texts = sources.flatMap((path) =>
  Array.from(
    readFileSync(join(folder, path), "utf8").matchAll(
      /\bnext:\s*(?:[^"`\n]*\n\s*)?(?:"((?:[^"\\]|\\.)*)"|`((?:[^`\\]|\\.)*)`)/g,
    ),
    (match): [string, string] => [path, (match[1] ?? match[2] ?? "").replaceAll("\\`", "`")],
  ),
);

describe("what an error says to do next", () => {
  it("is found in the sources", () => {
    expect(new Set(texts.map(([path]) => path)).size).toBeGreaterThan(8);
  });

  it.each(texts)("names the command, in %s: %s", (_, text) => {
    expect(text).toMatch(/`([A-Z0-9_]+=\w+ )?(pulumi (up|cancel)|roll \w+)|the same command/);
  });
});
