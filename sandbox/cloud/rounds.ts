import { watch } from "node:fs";
import { readFile } from "node:fs/promises";
import { basename, dirname } from "node:path";
import type { Log } from "./log";

const everyMs = 1_000;

/**
 * Runs rounds one after the other: at once when the AWS API has changed something, and once a second to see
 * whether a machine has died.
 *
 * @param round Told whether the API may say something new since the last round that worked.
 * @returns Ends the rounds, after the one under way.
 */
export function startRounds(
  revisionFile: () => string,
  round: (changed: boolean) => Promise<boolean>,
  log: Log,
): () => Promise<void> {
  let ended = false;
  let wake = () => {};
  let settledRevision: string | undefined;
  const watcher = watch(dirname(revisionFile()), (_event, name) => {
    if (name === basename(revisionFile())) wake();
  });
  const run = async () => {
    while (!ended) {
      const next = new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, everyMs);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      // Read before the account is: what changes in between makes one more round.
      const revision = await readFile(revisionFile(), "utf8").catch(() => undefined);
      const worked = await round(revision === undefined || revision !== settledRevision).catch(
        (error: Error) => {
          log(`this round failed: ${error.message}`);
          return false;
        },
      );
      settledRevision = worked ? revision : undefined;
      if (!ended) await next;
    }
  };
  const running = run();
  return async () => {
    ended = true;
    watcher.close();
    wake();
    await running;
  };
}
