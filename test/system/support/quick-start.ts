import { join } from "node:path";
import { chooseRange } from "../../../sandbox/cli/vpc-range";
import { runLoadInChild } from "../../../sandbox/load";
import { cacheDir } from "../../../sandbox/paths";
import type { Stranger } from "./stranger";

/**
 * Waits shorter than production's, and the zips that are here.
 * @param id Of the sandbox.
 */
export async function rehearse(stranger: Stranger, id: string): Promise<void> {
  const other = await chooseRange("10.41.0.0/16", id);
  const values = {
    pack: `file://${join(cacheDir(), "packs")}/{name}-{version}.zip`,
    ...{
      quietSec: "1",
      sessionTimeoutSec: "3",
      stableSec: "3",
      startTimeoutSec: "60",
    },
    javaOpts: "-Dstandin.startSeconds=2",
    ...(other && { vpcCidr: other.cidr }),
  };
  await stranger.must(
    `pulumi config set-all ${Object.entries(values)
      .map(([key, value]) => `--plaintext 'wso2:${key}=${value}'`)
      .join(" ")}`,
  );
}

/**
 * A change while a client asks; nothing may be lost.
 * @param address Of the load balancer.
 */
export async function withoutLoss(
  stranger: Stranger,
  address: string,
  change: () => Promise<void>,
): Promise<void> {
  const host = (await stranger.must("pulumi stack output host")).trim();
  const load = runLoadInChild({
    url: `https://${address}`,
    host,
    caFile: join(stranger.clone, "ca.pem"),
    seconds: 600,
    ratePerSec: 20,
    stickySessions: 5,
  });
  try {
    await change();
  } catch (error) {
    await load.stop();
    throw error;
  }
  const report = await load.stop();
  expect(report.failures).toEqual([]);
  expect(report.requests).toBeGreaterThan(100);
}

/** One word for a shell. */
export function quote(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}

/** Who is out in one line of `status --watch --json`. */
export function stateOf(line: string): string {
  const { nodes } = JSON.parse(line) as {
    nodes: { node: string; balancers: { admin: string; status: string }[] }[];
  };
  const out = nodes.filter(({ balancers }) => balancers.some(({ admin }) => admin !== "ready"));
  return out.length === 0 ? "all in" : `${out.map(({ node }) => node).join(" ")} out`;
}
