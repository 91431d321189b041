import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { Command, InvalidArgumentError } from "commander";
import { packageRoot } from "../../sandbox/paths";
import { whyNoMachines } from "../../sandbox/prerequisites";
import { benchIntegrator } from "./integrator";
import { Controller } from "./playbook";
import { benchSize } from "./sizes";
import { renderSizes, type SizeResult } from "./tables";

const say = (line: string) => process.stderr.write(`${new Date().toISOString().slice(11, 19)} ${line}\n`);

/** @throws InvalidArgumentError for anything but sizes that one computer can hold */
function parseSizes(text: string): number[] {
  const sizes = text.split(",").map(Number);
  if (sizes.every((size) => Number.isInteger(size) && size >= 2 && size <= 60)) return sizes;
  throw new InvalidArgumentError("Write it as 3,10,30: whole numbers from 2 to 60.");
}

/** Of one press of Ctrl-C, which may arrive more than once: from the terminal and from npm. */
const samePressMs = 1_000;

/** Aborted by the first interrupt; the second ends this process. */
function stopSignal(): AbortSignal {
  const stop = new AbortController();
  let firstAt: number | undefined;
  const interrupt = (name: NodeJS.Signals) => {
    if (firstAt !== undefined && performance.now() - firstAt < samePressMs) return;
    if (firstAt !== undefined) process.exit(130);
    firstAt = performance.now();
    say("taking everything down; once more to end at once");
    stop.abort(new Error(`stopped by ${name}`));
  };
  // For good: while nobody listens, what ends child programs with this process ends the process at once.
  process.on("SIGINT", interrupt);
  process.on("SIGTERM", interrupt);
  return stop.signal;
}

async function bench({ hosts }: { hosts?: number[] }): Promise<void> {
  const reason = whyNoMachines();
  if (reason) throw new Error(reason);
  await Controller.check();
  // Inside the package: the engine's working folder is where the roll program is looked for.
  const folder = await mkdtemp(join(packageRoot, ".sandbox-bench-"));
  const surroundings = { say, stop: stopSignal(), folder };
  try {
    if (!hosts) return void process.stdout.write(`${await benchIntegrator(surroundings)}\n`);
    const sizes: SizeResult[] = [];
    for (const size of hosts) sizes.push(...(await benchSize(size, surroundings)));
    process.stdout.write(`${renderSizes(sizes)}\n`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

new Command("npm run bench:roll --")
  .description("A rolling update against its own limit and against Ansible's playbooks of seeds 000 and 002.")
  .option(
    "--hosts <list>",
    "so many light machines instead of three nodes, one size after the other",
    parseSizes,
  )
  .addHelpText(
    "after",
    `
Without --hosts: three nodes of the sandbox's integrator, five contenders, about 6 minutes.
With --hosts 3,10,30: the same engine and rolling group over light machines, three contenders each, about 15 minutes.
Needs Linux, root and Debian's ansible. The tables go to standard output, as Markdown.`,
  )
  .action(bench)
  .parseAsync()
  .catch((error: unknown) => {
    say(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  });
