import { Command, InvalidArgumentError } from "commander";
import { benchPreviews } from "./previews";
import { benchUps } from "./whole-up";

const say = (line: string) => process.stderr.write(`${new Date().toISOString().slice(11, 19)} ${line}\n`);

function parseTurns(text: string): number {
  const turns = Number(text);
  if (Number.isInteger(turns) && turns >= 1 && turns <= 50) return turns;
  throw new InvalidArgumentError("Write a whole number from 1 to 50.");
}

/** @throws InvalidArgumentError for anything but sizes of a group */
function parseSizes(text: string): number[] {
  const sizes = text.split(",").map(Number);
  if (sizes.every((size) => Number.isInteger(size) && size >= 2 && size <= 1000)) return sizes;
  throw new InvalidArgumentError("Write it as 3,100,500: whole numbers from 2 to 1000.");
}

interface Choice {
  readonly turns: number;
  readonly hosts?: number[];
  readonly up?: boolean;
}

new Command("npm run bench:road --")
  .description("How long the user's own commands take, as ratios within one run.")
  .option("--turns <n>", "of each", parseTurns, 5)
  .option("--hosts <list>", "previews of so many existing hosts besides, such as 3,100,500", parseSizes)
  .option("--up", "a whole `pulumi up` of a new version on three machines, instead of previews")
  .addHelpText(
    "after",
    `
Without --up: previews of both stacks against an empty program and one instance; about a minute.
With --up: about 5 minutes; needs Linux and root. The tables go to standard output, as Markdown.

Examples:
  npm run bench:road -- --turns 9
  npm run bench:road -- --turns 3 --hosts 3,100,500
  npm run bench:road -- --turns 3 --up`,
  )
  .action(async ({ turns, hosts = [], up }: Choice) => {
    const text = up ? await benchUps(turns, say) : await benchPreviews(turns, hosts, say);
    process.stdout.write(`${text}\n`);
  })
  .parseAsync()
  .catch((error: Error) => {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  });
