import { writeFile } from "node:fs/promises";
import { type Command, InvalidArgumentError } from "commander";
import { renderLoadReport, runLoadInChild } from "../load";
import { planLoadUrl } from "./product";
import { toStderr } from "./progress";
import { findSandbox } from "./running-sandbox";
import { type StackChoice, withPresentStack } from "./stack-options";
import { readSettings } from "./stack-settings";

interface LoadChoice extends StackChoice {
  readonly seconds: number;
  readonly rate: number;
  readonly json?: boolean;
  readonly out?: string;
}

/** @throws InvalidArgumentError for anything but a number above 0. */
export function parsePositive(text: string): number {
  const value = Number(text);
  if (!(value > 0 && Number.isFinite(value))) throw new InvalidArgumentError("It must be a number above 0.");
  return value;
}

export function registerLoad(program: Command): void {
  withPresentStack(
    program.command("load").description("drive requests at the sandbox; fails when one of them failed"),
  )
    .option("--seconds <n>", "how long", parsePositive, 30)
    .option("--rate <n>", "requests a second", parsePositive, 100)
    .option("--json", "print the report as JSON")
    .option("--out <file>", "write the report as JSON, for `report --load` of the roll program")
    .addHelpText(
      "after",
      `
Half of the rate comes from sticky sessions on kept connections, some on new connections, some are POSTs; slow
requests of 8 s come on top.

Examples:
  npm run sandbox -- load --stack prod --seconds 60 --rate 200
  npm run sandbox -- load --seconds 300 --out load.json     (beside an \`up\` in another terminal)`,
    )
    .action(async ({ stack, seconds, rate, json, out }: LoadChoice) => {
      const { view } = await findSandbox(stack);
      const load = runLoadInChild(
        {
          url: planLoadUrl(view.url, await readSettings(stack, {})),
          host: view.host,
          caFile: view.caFile,
          seconds,
          ratePerSec: rate,
        },
        ({ t, requests, failures, p99Ms }) => {
          if (t % 5 === 4)
            toStderr(`${t + 1} s: ${requests} requests in this second, ${failures} failed, p99 ${p99Ms} ms`);
        },
      );
      const stop = () => void load.stop().catch(() => {});
      process.on("SIGINT", stop);
      const report = await load.done.finally(() => process.off("SIGINT", stop));
      const text = JSON.stringify(report, undefined, 2);
      if (out !== undefined) await writeFile(out, `${text}\n`);
      console.log(json ? text : renderLoadReport(report));
      if (report.failed > 0) process.exitCode = 1;
    });
}
