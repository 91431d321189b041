// Writes the tables of configuration keys into the docs, from the schemas that read them.
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const { documentedKeys, withKeys } = require("../dist/stacks/documented-keys.js");
const { renderKeys } = require("../dist/stacks/render-keys.js");

for (const { page, schema } of documentedKeys) {
  writeFileSync(page, withKeys(readFileSync(page, "utf8"), renderKeys(schema)));
}
