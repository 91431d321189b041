import { spawn } from "node:child_process";
import { StringDecoder } from "node:string_decoder";

/** One run of a command. */
export interface CommandRun {
  /** Program and arguments before the command text; the text is added as the last argument. */
  readonly interpreter: readonly string[];
  readonly command: string;
  /** @default the provider's own */
  readonly dir?: string;
  readonly environment: Readonly<Record<string, string>>;
  /** @default nothing, at its end at once */
  readonly stdin?: string;
  /** Kills the interpreter; what it has started lives on. */
  readonly signal: AbortSignal;
  /** Gets every line that is to be shown, while the command runs. */
  readonly onLine: (stream: Stream, line: string) => void;
}

export type Stream = "stdout" | "stderr";

/** What the command wrote, without the last line end. */
export interface CommandOutput {
  readonly stdout: string;
  readonly stderr: string;
}

/** Go's scanner, with which the official provider reads its command's output, gives up at a line of this size. */
const scannerLimit = 65_536;

/** An engine's message can't hold more; the end says why a command failed. */
const errorOutputLimit = 12_000;

/**
 * Runs a command to its end, and to the end of every process that holds its output open.
 *
 * @throws Error with the exit status, the command and all its output
 */
export async function runCommand(run: CommandRun): Promise<CommandOutput> {
  if (run.signal.aborted) throw new Error(`cancelled before running ${JSON.stringify(run.command)}`);
  const [program = "/bin/sh", ...args] = run.interpreter;
  const taken = { stdout: "", stderr: "" };
  let both = "";
  let tooLong: string | undefined;
  const child = spawn(program, [...args, run.command], {
    cwd: run.dir,
    env: { ...process.env, ...run.environment },
    stdio: [run.stdin ? "pipe" : "ignore", "pipe", "pipe"],
    signal: run.signal,
    killSignal: "SIGKILL",
  });
  // A command may end without reading its input.
  child.stdin?.on("error", () => {});
  child.stdin?.end(run.stdin);
  for (const stream of ["stdout", "stderr"] as const) {
    const lines = splitLines(
      (line) => run.onLine(stream, line),
      (line) => {
        if (tooLong || Buffer.byteLength(line) < scannerLimit) return;
        tooLong = `a line of ${scannerLimit} bytes or more on ${stream}, at which the official provider would hang`;
        child.kill("SIGKILL");
      },
    );
    const decoder = new StringDecoder("utf8");
    child[stream]?.on("data", (chunk: Buffer) => {
      const text = decoder.write(chunk);
      taken[stream] += text;
      both += text;
      lines.add(text);
    });
    child[stream]?.on("end", () => lines.end());
  }
  const failure = await new Promise<string | undefined>((resolve) => {
    child.on("error", (error) => {
      if (error.name !== "AbortError") resolve(explainStart(error, program, run.dir));
    });
    child.on("close", (code, signal) => resolve(explainEnd(code, signal)));
  });
  if (tooLong) throw new Error(`${tooLong}: running ${JSON.stringify(run.command)}`);
  if (failure) throw new Error(`${failure}: running ${JSON.stringify(run.command)}:\n${lastPart(both)}`);
  return { stdout: withoutLineEnd(taken.stdout), stderr: withoutLineEnd(taken.stderr) };
}

function explainEnd(code: number | null, signal: NodeJS.Signals | null): string | undefined {
  if (signal) return signal === "SIGKILL" ? "signal: killed" : `signal: ${signal}`;
  return code === 0 ? undefined : `exit status ${code}`;
}

/** Node names the program also when it is the folder that is missing. */
function explainStart(error: Error, program: string, dir: string | undefined): string {
  return dir === undefined ? `${program}: ${error.message}` : `${program} in dir ${dir}: ${error.message}`;
}

function lastPart(text: string): string {
  return text.length <= errorOutputLimit ? text : `...\n${text.slice(-errorOutputLimit)}`;
}

function withoutLineEnd(text: string): string {
  return text.endsWith("\n") ? text.slice(0, -1) : text;
}

function splitLines(
  onLine: (line: string) => void,
  onGrowth: (line: string) => void,
): { add(text: string): void; end(): void } {
  let rest = "";
  return {
    add(text) {
      const lines = (rest + text).split("\n");
      rest = lines.pop() ?? "";
      for (const line of [...lines, rest]) onGrowth(line);
      for (const line of lines) onLine(line.replace(/\r$/, ""));
    },
    end() {
      if (rest) onLine(rest);
      rest = "";
    },
  };
}
