import { ensureAwsApi } from "../aws-api";
import { ensureCloud, findCloud, type RunningCloud } from "../cloud";
import { ensureEngine } from "../engine";
import { keepOverrides } from "../engine/kept-overrides";
import { type Overrides, replaceOverride } from "../engine/overrides";
import { defaultRelease, ensureImage, releaseOf } from "../machines";
import { packageRoot, sandboxPaths } from "../paths";
import { checkPrerequisites, whyNoMachines } from "../prerequisites";
import { ensureDatabase } from "./database";
import { becomeRoot } from "./elevate";
import { productOf } from "./product";
import type { Progress } from "./progress";
import { project, readSettings, type StackSettings } from "./stack-settings";
import { chooseRange } from "./vpc-range";

/** A sandbox that is ready for a deployment. */
export interface ReadySandbox {
  readonly stack: string;
  readonly settings: StackSettings;
  /** Given with this command; kept once something is changed by it. */
  readonly sets: Overrides;
  readonly engineDir: string;
  readonly cloud: RunningCloud;
}

/**
 * Makes sure that this process may make machines; else it runs once more through sudo.
 *
 * @throws Error that says why no machine can be made here.
 */
export async function requireMachines(): Promise<void> {
  const reason = whyNoMachines();
  if (reason) throw new Error(`${reason}. \`npm run sandbox -- preview\` works without machines.`);
  await becomeRoot();
}

/**
 * Makes everything ready that a deployment needs: programs, caches, the cloud. What was made before is found.
 *
 * @throws Error for a key of `--set` that can be none.
 */
export async function readySandbox(
  options: { stack: string; sets: Overrides; install: boolean },
  progress: Progress,
): Promise<ReadySandbox> {
  const { stack, sets, install } = options;
  await requireMachines();
  await checkPrerequisites({ install }, progress.say);
  const wanted = await readSettings(stack, sets);
  const product = productOf(wanted);
  const releases = new Set([defaultRelease, ...wanted.images.map(releaseOf)]);
  const [engineDir] = await Promise.all([
    progress.timed("engine ready", () => ensureEngine(progress.say)),
    progress.timed("machine images ready", () =>
      Promise.all([...releases].map((release) => ensureImage(progress.say, release))),
    ),
    progress.timed("AWS API ready", () => ensureAwsApi(progress.say)),
    wanted.database && progress.timed("database ready", () => ensureDatabase(wanted, progress.say)),
    product && wanted.version && wanted.ownPack === undefined
      ? progress.timed("product's zip ready", () =>
          product.ensure(wanted.version ?? "", progress.say, wanted),
        )
      : undefined,
  ]);
  const free = await setFreeRange(stack, wanted, sets, progress);
  const cloud = await progress.timed("cloud ready", () => ensureCloud(stack, packageRoot));
  return { stack, settings: await readSettings(stack, free), sets: free, engineDir, cloud };
}

/**
 * Before a first deployment: a VPC range that this computer can reach, also in the place of one from `--set`. A VPC
 * that there is stays as it is.
 *
 * @returns What is set with it.
 */
async function setFreeRange(
  stack: string,
  settings: StackSettings,
  sets: Overrides,
  progress: Progress,
): Promise<Overrides> {
  const { id, stateDir } = sandboxPaths(stack);
  if (settings.vpcId !== undefined || settings.vpcCidr === undefined) return sets;
  if ((await findCloud(stack, packageRoot))?.status.network) return sets;
  const other = await chooseRange(settings.vpcCidr, id);
  if (!other) return sets;
  progress.say(`${other.reason}: the sandbox takes ${other.cidr} (wso2:vpcCidr)`);
  const taken = replaceOverride(sets, "vpcCidr", other.cidr, project);
  await keepOverrides(stateDir, { [`${project}:vpcCidr`]: other.cidr }, project);
  return taken;
}
