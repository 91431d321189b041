import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startRounds } from "../../../sandbox/cloud/rounds";
import { pollUntil } from "../../../sandbox/elb/poll-until";

const folder = mkdtempSync(join(tmpdir(), "rounds-"));
const revision = join(folder, "revision");
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs rounds that do as told, until `done`. */
async function collect(
  outcomes: (boolean | Error)[],
  change: (rounds: boolean[]) => void,
): Promise<boolean[]> {
  writeFileSync(revision, "1");
  const rounds: boolean[] = [];
  const end = startRounds(
    () => revision,
    async (changed) => {
      rounds.push(changed);
      const outcome = outcomes[rounds.length - 1] ?? true;
      change(rounds);
      if (outcome instanceof Error) throw outcome;
      return outcome;
    },
    () => {},
  );
  await pollUntil("the rounds", 10, async () => (rounds.length >= outcomes.length ? true : undefined));
  await end();
  return rounds;
}

it("reads anew only what may have changed, and at once", async () => {
  const begun = performance.now();
  const rounds = await collect([true, true, true], ({ length }) => {
    if (length === 1) setTimeout(() => writeFileSync(revision, "2"), 50);
  });
  expect(rounds.slice(0, 2)).toEqual([true, true]);
  expect(rounds.at(-1)).toBe(false);
  expect(performance.now() - begun).toBeLessThan(2_000);
});

it("reads anew after a round that failed", async () => {
  expect((await collect([false, new Error("no API"), true], () => {})).slice(0, 3)).toEqual([
    true,
    true,
    true,
  ]);
});
