import type { Command } from "commander";

export function registerReport(program: Command): void {
  program
    .command("report")
    .description("what a roll did, as a page, a picture and data")
    .argument("<journal>", "the file that WSO2_ROLL_JOURNAL named while the roll ran")
    .option("--load <file>", "what a load generator saw meanwhile, as JSON")
    .option("--out <folder>", "where the report goes", ".")
    .option("--all", "the whole journal; without it, the roll that was written last")
    .addHelpText(
      "after",
      `
Examples:
  WSO2_ROLL_JOURNAL=$PWD/roll.jsonl pulumi up
  pulumi-wso2 report roll.jsonl --out report`,
    )
    .action(async (journal: string, { load, out, all }: { load?: string; out: string; all?: boolean }) => {
      const { runReport } = require("../report/run-report") as typeof import("../report/run-report");
      const words = [
        "--out",
        out,
        ...(load ? ["--load", load] : []),
        ...(all ? ["--all"] : []),
        "--",
        journal,
      ];
      process.exitCode = await runReport(words, {
        writeOut: (line) => process.stdout.write(`${line}\n`),
        writeErr: (line) => process.stderr.write(`${line}\n`),
      });
    });
}
