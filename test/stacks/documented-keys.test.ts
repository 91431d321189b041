import { readFileSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../../sandbox/paths";
import { documentedKeys, withKeys } from "../../stacks/documented-keys";
import { renderKeys } from "../../stacks/render-keys";

describe.each(documentedKeys)("the table of keys in $page", ({ page, schema }) => {
  const text = readFileSync(join(packageRoot, page), "utf8");

  it("is what reads the configuration says (`npm run docs:keys` writes it)", () => {
    expect(text).toBe(withKeys(text, renderKeys(schema)));
  });

  it.each(Object.entries(schema.shape))("says what %s is for", (_, key) => {
    expect((key as { description?: string }).description).toMatch(/\w/);
  });
});
