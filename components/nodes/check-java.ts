import { type Problem, Problems } from "../validation/problems";
import type { Product } from "./product";

/** What `default-jre-headless` brings on a release of Debian: its images have no Java of their own. */
const javaOfDebian: Readonly<Record<string, number>> = { "11": 11, "12": 17, "13": 21 };

/**
 * Whether a product starts on the Java that an image's machines get. Of an image that is not Debian's nothing is known.
 *
 * @param image An id, or a name such as `debian-13-amd64-20251117-2299`.
 * @param at Path of the image in the caller's arguments.
 */
export function checkJava(
  { name, version, newestJava }: Pick<Product, "name" | "version" | "newestJava">,
  image: string,
  at = "ami",
): Problem[] {
  const problems = new Problems();
  const [, release = ""] = /^debian-(\d+)-/.exec(image) ?? [];
  const java = javaOfDebian[release];
  problems.require(
    java === undefined || newestJava === undefined || java <= newestJava,
    at,
    `got ${JSON.stringify(image)}, which has Java ${java}; ${name} ${version} ends at once on one newer than ${newestJava}: take an image of a Debian before, or a newer version of the product first`,
  );
  return problems.list;
}
