import { poll } from "../../remote/poll";
import { ConnectError, connect } from "../../remote/ssh/connect";
import { unanswered } from "../../remote/ssh/connect-error";
import { connectWithin } from "../../remote/ssh/connect-within";
import type { SshConnection } from "../../remote/ssh/connection";
import { runAsRoot } from "../../remote/ssh/shell";
import type { RollContext, RollResult } from "../../rolling/context";
import type { MachinePlan } from "../machine-plan";
import { renderHostKey, renderSetup } from "./prepare-scripts";

const rekeyTimeoutSec = 20;
const setupTimeoutSec = 600;

/** `prepare`: first contact with a new instance; afterwards it is known by its own host key. */
export async function prepare(context: RollContext, plan: MachinePlan): Promise<RollResult> {
  const node = plan.target.name;
  const connection = await context.report.step(
    node,
    "connect",
    () => firstContact(context, plan),
    () => `${plan.target.host}, host key as planned`,
  );
  try {
    const facts = await context.report.step(
      node,
      "prepare",
      async () => parseFacts(await runAsRoot(connection, renderSetup(plan), setupOptions(context))),
      ({ os, kernel, installed }) =>
        `${plan.hostname}, ${os}, kernel ${kernel}${installed ? `, installed ${installed}` : ""}`,
    );
    return { node, hostname: plan.hostname, os: facts.os, kernel: facts.kernel };
  } finally {
    connection.close();
  }
}

function setupOptions(context: RollContext) {
  return { step: "prepare the machine", timeoutSec: setupTimeoutSec, signal: context.signal };
}

/**
 * Waits for sshd. A new instance presents a host key of its own making: it is accepted this once, as AWS
 * itself answers for the address inside the VPC, and only to hand over the key that the machine has from
 * then on. Whoever could answer at that address at that moment would be the machine.
 */
async function firstContact(context: RollContext, plan: MachinePlan): Promise<SshConnection> {
  const { target, bootTimeoutSec } = plan;
  const first = await connectWithin(target, {
    timeoutSec: bootTimeoutSec,
    // While it boots, the login key may still be on its way too.
    retry: [...unanswered, "login"],
    acceptAnyHostKey: true,
    attemptTimeoutSec: 5,
    signal: context.signal,
  });
  if (first.hostKeyIsPinned) return first;
  context.report.line(target.name, "host key", "first contact: the machine gets its own");
  try {
    await runAsRoot(first, renderHostKey(plan), {
      step: "install the host key",
      timeoutSec: setupTimeoutSec,
    });
  } finally {
    first.close();
  }
  return reconnect(context, plan);
}

/** For a moment the daemon may still present the key it began with. */
async function reconnect(context: RollContext, { target }: MachinePlan): Promise<SshConnection> {
  let last: unknown;
  const connection = await poll(
    async () => {
      try {
        return await connect(target, { attemptTimeoutSec: 5 });
      } catch (error) {
        if (!(error instanceof ConnectError)) throw error;
        last = error;
        return undefined;
      }
    },
    { timeoutSec: rekeyTimeoutSec, intervalMs: 100, signal: context.signal },
  );
  if (connection) return connection;
  throw last;
}

function parseFacts(answer: string): { os: string; kernel: string; installed: string } {
  const value = (key: string) => new RegExp(`^${key}=(.*)$`, "m").exec(answer)?.[1] ?? "";
  return { os: value("os"), kernel: value("kernel"), installed: value("installed") };
}
