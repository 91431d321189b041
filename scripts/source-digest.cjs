// What dist/ was made from: the build writes it down, and a deployment looks whether it is still so.
const { createHash } = require("node:crypto");
const { readdirSync, readFileSync } = require("node:fs");
const { join } = require("node:path");

/** Of the library's sources, which the roll program is built from. */
exports.sourceDigest = (root) => {
  const hash = createHash("sha256");
  const files = readdirSync(join(root, "components"), { recursive: true, encoding: "utf8" });
  for (const file of files.filter((name) => name.endsWith(".ts")).sort()) {
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(root, "components", file)))
      .update("\0");
  }
  return hash.digest("hex");
};

/** The file that keeps it. */
exports.digestFile = (root) => join(root, "dist", "components", ".sources");
