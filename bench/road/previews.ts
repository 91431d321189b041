import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { ensureAwsApi, startAwsApi } from "../../sandbox/aws-api";
import { awsEnvironment } from "../../sandbox/cloud";
import { ensureEngine, openProject, type ProjectStack } from "../../sandbox/engine";
import { packageRoot } from "../../sandbox/paths";
import { type Contender, hostsOf, ownStacks } from "./preview-contenders";
import { median, type RoadTimes, renderPreviews } from "./road-table";

async function secondsOf(stack: ProjectStack): Promise<number> {
  const since = performance.now();
  await stack.preview();
  return (performance.now() - since) / 1000;
}

/** First previews of nothing that is deployed, in turns, so that a machine that gets slower is so for all. */
export async function benchPreviews(
  turns: number,
  sizes: readonly number[],
  say: (line: string) => void,
): Promise<string> {
  const folder = await mkdtemp(join(packageRoot, ".sandbox-bench-"));
  const [engineDir] = await Promise.all([ensureEngine(say), ensureAwsApi(say)]);
  const api = await startAwsApi({ stateDir: join(folder, "api"), log: say });
  try {
    const contenders = [...ownStacks, ...(await Promise.all(sizes.map((count) => hostsOf(count, folder))))];
    const open = ({ name, project, stack, overrides }: Contender) =>
      openProject({
        ...{ stack, engineDir, overrides, env: awsEnvironment(api.endpoint) },
        stateDir: join(folder, name.replaceAll(" ", "-")),
        projectDir: join(packageRoot, project),
      });
    const stacks = await Promise.all(contenders.map(open));
    const times: RoadTimes = new Map(contenders.map(({ name }) => [name, []]));
    // The first one of each reads everything from the disk.
    for (const stack of stacks) await secondsOf(stack);
    for (let turn = 1; turn <= turns; turn++) {
      for (const [index, { name }] of contenders.entries()) {
        times.get(name)?.push(await secondsOf(stacks[index] as ProjectStack));
      }
      const so = [...times].map(([name, all]) => `${name} ${median(all).toFixed(1)} s`).join(", ");
      say(`turn ${turn} of ${turns}: ${so}`);
    }
    return renderPreviews(times);
  } finally {
    await api.stop();
    await rm(folder, { recursive: true, force: true });
  }
}
