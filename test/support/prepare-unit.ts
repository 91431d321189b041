import { join } from "node:path";
import { withFileLock } from "../../sandbox/engine/file-lock";
import { ensureImage } from "../../sandbox/machines";
import { cacheDir } from "../../sandbox/paths";
import { checkPrerequisites, testRequirements, whyNoMachines } from "../../sandbox/prerequisites";

export const log = (line: string) => console.log(line);

/** By one run of Jest at a time: the other one waits, and finds it done. */
export function once(name: string, prepare: () => Promise<unknown>): Promise<unknown> {
  return withFileLock(join(cacheDir(), "prepare-tests", name), () => {}, prepare);
}

/** What is to be installed, where machines can run. @returns whether they can. */
export async function preparePackages(): Promise<boolean> {
  const reason = whyNoMachines();
  if (reason && process.env.CI) throw new Error(`The system tests can't run, and in CI they must: ${reason}`);
  if (reason) log(`system tests are skipped: ${reason}`);
  else await once("packages", () => checkPrerequisites({ install: true, also: testRequirements }, log));
  return reason === undefined;
}

/** Tests of configuration run the HAProxy and the httpd of both. */
export async function prepareImages(): Promise<void> {
  await Promise.all(([12, 13] as const).map((each) => once(`image-${each}`, () => ensureImage(log, each))));
}

/** Before the unit tests: what is installed or made once, so that no test waits for it. They need no engine. */
export default async function prepareUnit(): Promise<void> {
  if (await preparePackages()) await prepareImages();
}
