import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { Command, InvalidArgumentError } from "commander";
import { ensureAwsApi, startAwsApi } from "../../sandbox/aws-api";
import { awsEnvironment } from "../../sandbox/cloud";
import { ensureEngine, openProject, type ProjectStack } from "../../sandbox/engine";
import { packageRoot } from "../../sandbox/paths";
import { median, type RoadTimes, renderRoad } from "./road-table";

const say = (line: string) => process.stderr.write(`${new Date().toISOString().slice(11, 19)} ${line}\n`);

/** What is previewed: a stack of this project, and the two programs that it is measured against. */
const contenders = [
  { name: "an empty program", project: "bench/road/programs/empty", stack: "dev" },
  { name: "one instance", project: "bench/road/programs/one-instance", stack: "dev" },
  { name: "stack dev", project: ".", stack: "dev" },
  { name: "stack prod", project: ".", stack: "prod" },
] as const;

function parseTurns(text: string): number {
  const turns = Number(text);
  if (Number.isInteger(turns) && turns >= 1 && turns <= 50) return turns;
  throw new InvalidArgumentError("Write a whole number from 1 to 50.");
}

async function secondsOf(stack: ProjectStack): Promise<number> {
  const since = performance.now();
  await stack.preview();
  return (performance.now() - since) / 1000;
}

/** First previews of nothing that is deployed, in turns, so that a machine that gets slower is so for all. */
async function bench({ turns }: { turns: number }): Promise<void> {
  const folder = await mkdtemp(join(packageRoot, ".sandbox-bench-"));
  const [engineDir] = await Promise.all([ensureEngine(say), ensureAwsApi(say)]);
  const api = await startAwsApi({ stateDir: join(folder, "api"), log: say });
  try {
    const stacks = await Promise.all(
      contenders.map(({ name, project, stack }) =>
        openProject({
          stack,
          stateDir: join(folder, name.replaceAll(" ", "-")),
          projectDir: join(packageRoot, project),
          engineDir,
          env: awsEnvironment(api.endpoint),
          overrides: project === "." ? { "wso2:pack": "file:///none/{name}-{version}.zip" } : {},
        }),
      ),
    );
    const times: RoadTimes = new Map(contenders.map(({ name }) => [name, []]));
    // The first one of each reads everything from the disk.
    for (const stack of stacks) await secondsOf(stack);
    for (let turn = 1; turn <= turns; turn++) {
      for (const [index, { name }] of contenders.entries()) {
        times.get(name)?.push(await secondsOf(stacks[index] as ProjectStack));
      }
      say(
        `turn ${turn} of ${turns}: ${[...times].map(([name, all]) => `${name} ${median(all).toFixed(1)} s`).join(", ")}`,
      );
    }
    process.stdout.write(`${renderRoad(times)}\n`);
  } finally {
    await api.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

new Command("npm run bench:road --")
  .description(
    "How long a preview of this project's stacks takes, against an empty program and one instance.",
  )
  .option("--turns <n>", "previews of each", parseTurns, 5)
  .addHelpText("after", "\nExample:\n  npm run bench:road -- --turns 9")
  .action(bench)
  .parseAsync()
  .catch((error: Error) => {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  });
