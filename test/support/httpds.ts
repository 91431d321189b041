import { existsSync } from "node:fs";
import { join } from "node:path";
import { imageFolder, programOfImage } from "../../sandbox/machines";

/** An Apache httpd that tests run. */
export interface TestedHttpd {
  readonly title: string;
  readonly program: string;
  /** Folder of its modules. */
  readonly modules: string;
}

const modules = "usr/lib/apache2/modules";

function findHttpds(): TestedHttpd[] {
  const { WSO2_TEST_HTTPD: named, WSO2_TEST_HTTPD_MODULES: folder = `/${modules}` } = process.env;
  if (named) return [{ title: named, program: named, modules: folder }];
  return ([12, 13] as const)
    .filter((release) => existsSync(join(imageFolder(release), modules)))
    .map((release) => ({
      title: `httpd of Debian ${release}`,
      program: programOfImage(release, "usr/sbin/apache2"),
      modules: join(imageFolder(release), modules),
    }));
}

/**
 * Those of Debian 12 and Debian 13, out of the images of the sandbox's machines; `WSO2_TEST_HTTPD` and
 * `WSO2_TEST_HTTPD_MODULES` name another one in their place.
 */
export const httpds = findHttpds();

if (httpds.length < (process.env.WSO2_TEST_HTTPD ? 1 : 2) && process.env.CI)
  throw new Error("in CI these tests need httpd of both of the sandbox's images");

/** For `describe.each`: skipped where there is none. */
export const describeHttpds =
  httpds.length > 0
    ? describe.each(httpds)
    : describe.skip.each([{ title: "no image has httpd", program: "", modules: "" }]);
