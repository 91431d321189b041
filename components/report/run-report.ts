import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { describeError } from "../remote/roll-error";
import { planReport } from "./plan-report";
import { lastRun, parseJournal } from "./read-journal";
import { parseLoad } from "./read-load";
import { requireReportPackages } from "./report-packages";

const help = `usage: roll report <journal> [--load <file>] [--out <folder>] [--all]

Tells what a roll did: roll-report.html, a page that needs nothing else, roll-report.png, its picture, and
roll-report.json, the data.

  <journal>        the file that WSO2_ROLL_JOURNAL named while the roll ran
  --load <file>    what a load generator saw meanwhile, as JSON
  --out <folder>   where the report goes (default: the working directory)
  --all            the whole journal; without it, the roll that was written last

Examples:
  WSO2_ROLL_JOURNAL=$PWD/roll.jsonl pulumi up
  node -e 'require("pulumi-wso2/roll")' report roll.jsonl --out report`;

/** What the command needs of the world. */
export interface ReportIo {
  readonly writeOut: (line: string) => void;
  readonly writeErr: (line: string) => void;
}

/** `report`: the only command that reads files and no plan. @returns the exit status. */
export async function runReport(args: readonly string[], io: ReportIo): Promise<number> {
  try {
    const { values, positionals } = readArgs(args);
    if (values.help) {
      io.writeOut(help);
      return 0;
    }
    const [journal] = positionals;
    if (journal === undefined || positionals.length > 1) throw new Error("one journal must be named");
    await makeReport({ journal, load: values.load, folder: values.out ?? ".", all: values.all ?? false }, io);
    return 0;
  } catch (error) {
    io.writeErr(`roll report: ${describeError(error)}`);
    io.writeErr("--help says more");
    return 1;
  }
}

function readArgs(args: readonly string[]) {
  return parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      load: { type: "string" },
      out: { type: "string" },
      all: { type: "boolean" },
      help: { type: "boolean", short: "h" },
    },
  });
}

async function makeReport(
  choice: { journal: string; load: string | undefined; folder: string; all: boolean },
  io: ReportIo,
): Promise<void> {
  const entries = parseJournal(await readFile(choice.journal, "utf8"));
  if (entries.length === 0) throw new Error(`${choice.journal} holds no step of a roll`);
  const load =
    choice.load === undefined ? undefined : parseLoad(await readFile(choice.load, "utf8"), choice.load);
  const report = planReport(choice.all ? entries : lastRun(entries), load);
  requireReportPackages();
  // Only now what draws is loaded: it is large.
  const { writeReport } = require("./write-report") as typeof import("./write-report");
  const files = await writeReport(report, choice.folder);
  io.writeOut(report.verdict.text);
  for (const path of Object.values(files)) io.writeOut(path);
}
