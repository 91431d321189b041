// What dist/ was made from: the build writes it down, and a deployment looks whether it is still so.
const { createHash } = require("node:crypto");
const { readdirSync, readFileSync } = require("node:fs");
const { join } = require("node:path");

/** Of the sources of the library, which the roll program is built from, and of the stacks' programs. */
exports.sourceDigest = (root) => {
  const hash = createHash("sha256");
  for (const path of ["components", "stacks"].flatMap((folder) => sourcesBelow(root, folder))) {
    hash
      .update(`${path}\0`)
      .update(readFileSync(join(root, path)))
      .update("\0");
  }
  return hash.digest("hex");
};

function sourcesBelow(root, folder) {
  const files = readdirSync(join(root, folder), { recursive: true, encoding: "utf8" });
  return files
    .filter((name) => name.endsWith(".ts"))
    .sort()
    .map((name) => `${folder}/${name}`);
}

/** The file that keeps it. */
exports.digestFile = (root) => join(root, "dist", "components", ".sources");
