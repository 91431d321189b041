import { join } from "node:path";
import { ensureAwsApi } from "../../sandbox/aws-api";
import { ensurePack } from "../../sandbox/carbon";
import { ensureEngine } from "../../sandbox/engine";
import { withFileLock } from "../../sandbox/engine/file-lock";
import { ensureImage } from "../../sandbox/machines";
import { cacheDir } from "../../sandbox/paths";
import { checkPrerequisites, testRequirements, whyNoMachines } from "../../sandbox/prerequisites";

const log = (line: string) => console.log(line);

/** Before all tests: what is installed or built once, so that no test waits for it. By one run of Jest at a time. */
export default function prepare(): Promise<void> {
  return withFileLock(join(cacheDir(), "prepare-tests.lock"), () => {}, prepareAlone);
}

async function prepareAlone(): Promise<void> {
  const reason = whyNoMachines();
  if (reason && process.env.CI) throw new Error(`The system tests can't run, and in CI they must: ${reason}`);
  if (reason) log(`system tests are skipped: ${reason}`);
  else await checkPrerequisites({ install: true, also: testRequirements }, log);
  await Promise.all([ensureEngine(log), ensureAwsApi(log)]);
  if (reason) return;
  await Promise.all([ensureImage(log), ensureImage(log, 13), ensurePack("wso2mi", "4.4.0", log)]);
}
