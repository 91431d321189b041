import { setTimeout as sleep } from "node:timers/promises";
import { type Command, InvalidArgumentError } from "commander";
import { type CertificateEnd, isDue, listCertificateEnds, renderCertificateEnds } from "./certificate-ends";
import { findGroups, joinStatusPlans } from "./groups";
import { findProblems, listServers, renderServers } from "./render-status";
import { type RollStatus, readRollStatus } from "./run-roll";
import { openStack, type StackChoice, withStack } from "./stack-access";

interface StatusChoice extends StackChoice {
  readonly json?: boolean;
  readonly watch?: number | true;
}

/** Without a number. */
const watchSec = 2;

export function registerStatus(program: Command): void {
  withStack(program.command("status").description("every node on every balancer, as it is now"))
    .option("-w, --watch [seconds]", `again every so many seconds, ${watchSec} by default`, readSeconds)
    .option("--json", "as JSON; with --watch a line each time")
    .addHelpText(
      "after",
      `
Exit status: 0 when every node is in service on every balancer, 1 when one is not, a balancer can't be reached or a
certificate ends within 30 days, 2 when the stack can't be read. Certificates are named from 60 days before their end.

Examples:
  pulumi-wso2 status --stack prod
  pulumi-wso2 status --watch 5
  pulumi-wso2 status --json | jq -r '.nodes[] | select(.balancers[].status != "UP") | .node'`,
    )
    .action(async ({ watch, json, ...choice }: StatusChoice) => {
      const stack = await openStack(choice);
      const outputs = await stack.outputs();
      const plan = joinStatusPlans(findGroups(stack.name, outputs));
      const stopped = new AbortController();
      process.once("SIGINT", () => stopped.abort());
      const everySec = watch === true ? watchSec : watch;
      for (;;) {
        const status = await readRollStatus(plan, stopped.signal);
        const problems = findProblems(status);
        const certificates = listCertificateEnds(outputs, new Date());
        process.exitCode = problems.length > 0 || certificates.some(isDue) ? 1 : 0;
        const text = json
          ? JSON.stringify({ ...status, certificates }, undefined, everySec === undefined ? 2 : undefined)
          : renderStackStatus(stack.name, status, problems, certificates);
        show(text, everySec !== undefined && !json);
        if (everySec === undefined) return;
        await sleep(everySec * 1000, undefined, { signal: stopped.signal }).catch(() => undefined);
        if (stopped.signal.aborted) return;
      }
    });
}

/** A whole status: its verdict, the table, and what is not well. */
export function renderStackStatus(
  stack: string,
  status: RollStatus,
  problems: readonly string[],
  certificates: readonly CertificateEnd[] = [],
): string {
  const count = status.nodes.length;
  const verdict = problems.length === 0 ? `all ${count} in service` : "not all is well";
  return [
    `stack ${stack}: ${verdict}`,
    "",
    renderServers(listServers(status)),
    ...problems.map((problem) => `problem: ${problem}`),
    ...renderCertificateEnds(certificates),
  ].join("\n");
}

/** Each picture in place of the last one on a terminal, and below it, with its time, in a log. */
function show(text: string, again: boolean): void {
  if (again && process.stdout.isTTY) process.stdout.write("\u001b[H\u001b[2J");
  process.stdout.write(`${again ? `${new Date().toISOString()}\n` : ""}${text}\n`);
}

function readSeconds(text: string): number {
  const seconds = Number(text);
  if (!(seconds >= 0.5 && seconds <= 3600)) {
    throw new InvalidArgumentError(`got ${JSON.stringify(text)}; seconds from 0.5 to 3600 are needed.`);
  }
  return seconds;
}
