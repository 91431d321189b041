import { randomBytes } from "node:crypto";
import { cutLines } from "../remote/cut-lines";
import { Report } from "../remote/report";
import { renderFailure } from "../remote/roll-error";
import { identifyRun, type RollRun, type RunSources, readSources } from "../remote/run/roll-run";
import { watchRun } from "../remote/run/watch-run";
import { SshPool } from "../remote/ssh/pool";
import type { RollContext } from "../rolling/context";
import type { KeptStep } from "../rolling/membership/keep-lease";
import { afterFailure } from "./after-failure";
import { type CommandName, commands, isCommand, renderHelp } from "./commands";
import { planKeptStep } from "./kept-step";
import { planFacts } from "./plan-facts";
import { planShapes } from "./plan-schemas";
import type { Plans } from "./plans";
import { rooms } from "./rooms";
import { renderLastLine, sayResult } from "./say-result";

/** What the program has of the world; a test brings its own. */
export interface ProgramIo {
  /** Words after the program's name. */
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly readPlan: () => Promise<string>;
  readonly writeOut: (line: string) => void;
  readonly writeErr: (line: string) => void;
  readonly signal: AbortSignal;
  /** What started the command, where this process runs it for another one. @default this process's parent */
  readonly starter?: Pick<RunSources, "parent" | "starter">;
}

/** Runs one command. @returns the exit status. */
export async function runProgram(given: ProgramIo): Promise<number> {
  const io = { ...given, writeErr: (text: string) => given.writeErr(cutLines(text)) };
  const [name = "", ...words] = io.args;
  if (["--help", "-h", "help"].includes(name)) {
    io.writeOut(renderHelp());
    return 0;
  }
  if (name === "report") {
    const { runReport } = require("../report/run-report") as typeof import("../report/run-report");
    return runReport(words, io);
  }
  const json = name === "status" || words.includes("--json");
  const rest = words.filter((word) => word !== "--json");
  if (!isCommand(name) || rest.length > 0) {
    io.writeErr(name ? `roll: no command "${io.args.join(" ")}"` : "roll: no command given");
    io.writeErr(renderHelp());
    return 1;
  }
  const run = identifyRun(io.env.WSO2_ROLL_RUN, readSources(io.starter));
  const watch = watchRun(run, io.signal);
  const pool = new SshPool(watch.signal);
  try {
    const { result, node } = await runCommand({ ...io, signal: watch.signal }, name, run, pool);
    const stamp = { at: new Date(), id: randomBytes(4).toString("hex") };
    io.writeOut(
      json
        ? JSON.stringify({ run: `${stamp.at.toISOString()}-${stamp.id}`, ...result })
        : cutLines(renderLastLine(sayResult(name, result, node), stamp)),
    );
    return 0;
  } catch (error) {
    io.writeErr(renderFailure(name, error));
    return 1;
  } finally {
    watch.stop();
    await pool.close();
  }
}

async function runCommand<K extends CommandName>(io: ProgramIo, name: K, run: RollRun, pool: SshPool) {
  const plan: Plans[K] = planShapes[name](parseJson(await io.readPlan()), "");
  const facts = planFacts(plan);
  const report = new Report({
    command: name,
    run: run.id,
    write: io.writeErr,
    journal: io.env.WSO2_ROLL_JOURNAL,
    facts,
  });
  const context: RollContext = {
    report,
    pool,
    rooms,
    signal: io.signal,
    belowFloorAllowed: io.env.WSO2_BELOW_FLOOR === "allow" || run.destroysAll === true,
    missingHostSkipped: io.env.WSO2_ROLL_MISSING_HOST === "skip",
    run,
    lockBroken: io.env.WSO2_ROLL_LOCK === "break",
    hooksSkipped: io.env.WSO2_ROLL_HOOKS === "skip",
  };
  const command = commands[name].load();
  try {
    const work = () => command(context, plan);
    const step = planKeptStep(name, plan);
    const result = step ? await keepLease(context, step, work) : await work();
    return { result, node: facts.node };
  } catch (error) {
    report.stopped(error);
    await afterFailure(context, name, plan, { node: facts.node, error });
    throw error;
  }
}

function keepLease<T>(context: RollContext, step: KeptStep, work: () => Promise<T>): Promise<T> {
  const { keepingLease } =
    require("../rolling/membership/keep-lease") as typeof import("../rolling/membership/keep-lease");
  return keepingLease(context, step, work);
}

/** The parser's own message quotes the text, which is secret. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(
      text.trim() === "" ? "no plan on standard input" : "the plan on standard input is not JSON",
    );
  }
}
