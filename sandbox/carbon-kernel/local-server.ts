import type { CarbonSettings } from "../../components/nodes/carbon/carbon-settings";
import { planCarbon } from "../../components/nodes/carbon/plan-carbon";
import { ensureKernelPack } from "./ensure-kernel-pack";
import { type LocalServer, runServer } from "./run-server";

export type { LocalServer } from "./run-server";

export interface LocalServerOptions {
  readonly version: string;
  readonly adminPassword: string;
  readonly settings?: Partial<CarbonSettings>;
  /** From the start to the login page. @default 180 */
  readonly startTimeoutSec?: number;
  readonly log?: (line: string) => void;
}

/**
 * Unpacks a kernel with the load generator's bundle, starts it, and waits for the login page.
 *
 * @throws Error with the last lines that it wrote when it isn't ready in time. Nothing is left then.
 */
export async function startLocalServer(options: LocalServerOptions): Promise<LocalServer> {
  const { version, adminPassword, settings, startTimeoutSec, log = () => {} } = options;
  return runServer({
    title: `kernel ${version}`,
    zip: await ensureKernelPack(version, log),
    product: planCarbon(version, { hostname: "localhost", ...settings }),
    ...{ adminPassword, ...(startTimeoutSec === undefined ? {} : { startTimeoutSec }) },
  });
}
