import { isRunApart, runApart, takeStarter } from "./run-apart";

/**
 * The roll program, as `node -e 'require("pulumi-wso2/roll")' <command>`: found as a package, so the
 * text stays valid on every computer that runs the stack.
 */
async function main(): Promise<void> {
  const args = process.argv.slice(1);
  if (args[0] === require.main?.filename) args.shift();
  if (isRunApart(args[0])) process.exit(await runApart(__filename, args));
  const starter = takeStarter(process.env);
  const { runProgram } = require("./program") as typeof import("./program");
  const stopped = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.once(signal, () => stopped.abort(new Error(`stopped by ${signal}`)));
  }
  // Whoever reads may be gone, as after a kill of the engine; what began is finished or undone all the same.
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});
  const code = await runProgram({
    args,
    env: process.env,
    readPlan,
    writeOut: (line) => process.stdout.write(`${line}\n`),
    writeErr: (line) => process.stderr.write(`${line}\n`),
    signal: stopped.signal,
    starter,
  });
  // Connections that are closing must not delay the answer; what was written goes out first.
  process.stdout.write("", () => process.stderr.write("", () => process.exit(code)));
}

async function readPlan(): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}

void main();
