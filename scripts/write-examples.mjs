// Puts the examples' programs into docs/examples.md, each below the line that names its file.
import { readFileSync, writeFileSync } from "node:fs";

const page = "docs/examples.md";
const block = /^(\[`(examples\/[\w-]+\/index\.ts)`\].*\n\n)```ts\n[\s\S]*?^```$/gm;
const filled = readFileSync(page, "utf8").replace(
  block,
  (_, line, file) => `${line}\`\`\`ts\n${readFileSync(file, "utf8")}\`\`\``,
);
writeFileSync(page, filled);
