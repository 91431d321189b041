// Transpiles every TypeScript source into dist/, file by file. Types are checked by `npm run check`.
import { chmodSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { build } from "esbuild";
import { digestFile, sourceDigest } from "./source-digest.cjs";

const digest = sourceDigest(".");

const { outputFiles } = await build({
  entryPoints: ["components", "stacks", "sandbox", "bench"].map((folder) => `${folder}/**/*.ts`),
  outdir: "dist",
  outbase: ".",
  platform: "node",
  target: "node20",
  format: "cjs",
  // Or `import()` stays in the output, and Node resolves it as for ES modules.
  supported: { "dynamic-import": false },
  sourcemap: true,
  logLevel: "warning",
  write: false,
});

// Where the program was before 0.2.0: whoever calls it by that path still finds it.
outputFiles.push({
  path: resolve("dist/components/rolling/program/main.js"),
  contents: Buffer.from('require("../../program/main.js");\n'),
});

outputFiles.push({ path: resolve(digestFile(".")), contents: Buffer.from(digest) });

// A roll that runs meanwhile loads from dist/: a file is there whole or not changed at all.
for (const { path, contents } of outputFiles) {
  if (isWritten(path, contents)) continue;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}.${process.pid}`, contents);
  renameSync(`${path}.${process.pid}`, path);
}

// npm makes them so once, when it links them; a build that comes later must not take it away.
const { bin } = JSON.parse(readFileSync("package.json", "utf8"));
for (const path of Object.values(bin)) chmodSync(path, 0o755);

function isWritten(path, contents) {
  try {
    return readFileSync(path).equals(contents);
  } catch {
    return false;
  }
}
