#!/usr/bin/env node
import { createProgram } from "./program";

async function main(): Promise<void> {
  // Whoever reads may have had enough, as `head` has.
  process.stdout.on("error", () => process.exit());
  await createProgram().parseAsync();
}

main().catch((error: unknown) => {
  process.stderr.write(`error: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
});
