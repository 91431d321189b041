import { ensureAwsApi } from "../../sandbox/aws-api";
import { ensurePack } from "../../sandbox/carbon";
import { ensureEngine } from "../../sandbox/engine";
import { log, once, prepareImages, preparePackages } from "./prepare-unit";

/** Before the tests with the engine and those on machines: the same, and an engine and what it works on. */
export default async function prepare(): Promise<void> {
  const canRunMachines = await preparePackages();
  const pack = () => once("pack", () => ensurePack("wso2mi", "4.4.0", log));
  await Promise.all([
    ...[ensureEngine(log), ensureAwsApi(log)],
    ...(canRunMachines ? [prepareImages(), pack()] : []),
  ]);
}
