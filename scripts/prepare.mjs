// Builds the package where it is installed from git, where it is packed, and in a clone after `npm ci`.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const tools = ["esbuild", "typescript"];
const missing = tools.filter((tool) => !canResolve(tool));

if (missing.length === 0) {
  run("scripts/build.mjs");
  run(require.resolve("typescript/bin/tsc"), "-p", "tsconfig.build.json");
} else if (!existsSync("dist/components/index.js")) {
  console.error(
    `pulumi-wso2: nothing is built, because ${missing.join(" and ")} is not installed (--omit=dev). ` +
      "`npm ci && npm run prepare` builds it.",
  );
}

function canResolve(name) {
  try {
    require.resolve(name);
    return true;
  } catch {
    return false;
  }
}

function run(...args) {
  const { status } = spawnSync(process.execPath, args, { stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
}
