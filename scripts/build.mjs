// Transpiles every TypeScript source into dist/, file by file. Types are checked by `npm run check`.
import { build } from "esbuild";

const folders = ["components", "stacks", "sandbox", "bench"];

await build({
  entryPoints: folders.map((folder) => `${folder}/**/*.ts`),
  outdir: "dist",
  outbase: ".",
  platform: "node",
  target: "node20",
  format: "cjs",
  // Or `import()` stays in the output, and Node resolves it as for ES modules.
  supported: { "dynamic-import": false },
  sourcemap: true,
  logLevel: "warning",
});
