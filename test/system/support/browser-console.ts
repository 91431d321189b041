import { setTimeout as delay } from "node:timers/promises";
import { ConsoleSession, type ConsoleView } from "../../../sandbox/browser";
import type { Cli } from "../../../sandbox/cli/drive-cli";
import { pollUntil } from "../../../sandbox/elb/poll-until";
import type { MachineEvent } from "./machine-logs";

/** A page that was asked for, and when. */
export interface Look extends ConsoleView {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Uses the console of a sandbox's cluster at its public name, in a real browser of its own. */
export async function inConsole(cli: Cli, use: (browser: ConsoleSession) => Promise<void>): Promise<void> {
  const { host, url, caFile } = await cli.outputs();
  const browser = await ConsoleSession.open({ host, address: new URL(url).hostname, caFile });
  await use(browser).finally(() => browser.close());
}

/** Twice a second at most: the browser shares two cores with all machines. */
const pauseMs = 500;

/**
 * Asks for the console's first page for as long as something is changed, or until the server asks to sign in: who goes
 * on asking would hold up the drain of the next node too. Status 0 is a connection that was cut.
 */
export async function watchConsole(
  console: ConsoleSession,
  change: () => Promise<unknown>,
): Promise<readonly Look[]> {
  const looks: Look[] = [];
  let over = false;
  const changed = change().finally(() => {
    over = true;
  });
  changed.catch(() => {});
  while (!over && signedOut(looks).length === 0) {
    const fromMs = Date.now();
    const view = await console.look().catch((error: Error) => ({ status: 0, url: error.message }));
    looks.push({ ...view, fromMs, toMs: Date.now() });
    await delay(pauseMs);
  }
  await changed;
  return looks;
}

/** The pages that were answered without a session: the server asks to sign in. */
export function signedOut(looks: readonly Look[]): Look[] {
  return looks.filter(({ status, user }) => status === 200 && user === undefined);
}

/**
 * Where a session ended in the roll of its node, in the order in which things were seen: `drain` and `maint` of the
 * node on the first HAProxy, `last` the start of the last page with the session, `first` the end of the first without.
 */
export function sessionInDrain(
  looks: readonly Look[],
  events: readonly MachineEvent[],
  node: string,
): string[] {
  const own = (what: MachineEvent["what"]) => events.find((each) => each.node === node && each.what === what);
  const seen = [
    { name: "drain", at: own("drain")?.at },
    { name: "maint", at: own("maint")?.at },
    { name: "last", at: looks.findLast(({ user }) => user !== undefined)?.fromMs },
    { name: "first", at: signedOut(looks)[0]?.toMs },
  ];
  return seen
    .flatMap(({ name, at }) => (at === undefined ? [] : [{ name, at }]))
    .sort((a, b) => a.at - b.at)
    .map(({ name }) => name);
}

interface ElbStatus {
  readonly elbs: { readonly members: { readonly key: string; readonly state: string }[] }[];
}

/** Waits until exactly these machines are in service behind the load balancer. */
export async function elbServes(cli: Cli, ...keys: string[]): Promise<void> {
  const wanted = [...keys].sort().join();
  await pollUntil(`${wanted} in service`, 60, async () => {
    const { elbs } = JSON.parse(await cli.must("status", "--json")) as ElbStatus;
    const serving = elbs[0]?.members.filter(({ state }) => state === "InService").map(({ key }) => key);
    return serving?.sort().join() === wanted || undefined;
  });
}
