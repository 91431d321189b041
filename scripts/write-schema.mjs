// Writes the schema of the provider for other languages, from the components' own types and comments.
import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const { openAnalysis } = require("./provider-schema.cjs");
const names = Object.keys(require("../dist/components/provider/components.js"));

const schema = openAnalysis(process.cwd()).schema(names);
writeFileSync("provider/schema.json", `${JSON.stringify(schema, undefined, 2)}\n`);
