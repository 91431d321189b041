import { existsSync } from "node:fs";
import { imageFolder, programOfImage } from "../../sandbox/machines";

/** A HAProxy that tests run. */
export interface TestedHaproxy {
  readonly title: string;
  readonly program: string;
}

function findHaproxies(): TestedHaproxy[] {
  const named = process.env.WSO2_TEST_HAPROXY;
  if (named) return [{ title: named, program: named }];
  const ofImages = ([12, 13] as const)
    .filter((release) => existsSync(imageFolder(release)))
    .map((release) => ({
      title: `HAProxy of Debian ${release}`,
      program: programOfImage(release, "usr/sbin/haproxy"),
    }));
  const installed = { title: "the HAProxy that is installed", program: "/usr/sbin/haproxy" };
  return ofImages.length > 0 ? ofImages : existsSync(installed.program) ? [installed] : [];
}

/**
 * Those that a tier may run on: of Debian 12 (2.6) and Debian 13 (3.0), out of the images of the sandbox's machines.
 * Where no machine can be made, the one that is installed; `WSO2_TEST_HAPROXY` names one in the place of all.
 */
export const haproxies = findHaproxies();

if (haproxies.length < (process.env.WSO2_TEST_HAPROXY ? 1 : 2) && process.env.CI)
  throw new Error("in CI these tests need the HAProxies of both of the sandbox's images");

/** For `describe.each`: skipped where there is none. */
export const describeHaproxies =
  haproxies.length > 0
    ? describe.each(haproxies)
    : describe.skip.each([{ title: "HAProxy is not installed", program: "" }]);
