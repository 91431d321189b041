// Before `npm publish`: what npm, its provenance or a reader of the changelog would miss afterwards.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";

const { version, repository } = JSON.parse(readFileSync("package.json", "utf8"));
const changelog = readFileSync("CHANGELOG.md", "utf8");
const git = (...args) => execFileSync("git", args, { encoding: "utf8" }).trim();

const problems = [
  [repository?.url, "package.json has no repository.url: npm compares it with the provenance"],
  [
    new RegExp(`^## \\[${version.replaceAll(".", "\\.")}\\] - \\d{4}-\\d\\d-\\d\\d$`, "m").test(changelog),
    `CHANGELOG.md has no section "## [${version}] - <date>"`,
  ],
  [git("status", "--porcelain") === "", "there are changes that are not committed"],
  [
    git("tag", "--points-at", "HEAD").split("\n").includes(`v${version}`),
    `this commit has no tag v${version}`,
  ],
  [
    existsSync(`test/fixtures/states/${version}.json`),
    `test/fixtures/states has no state of ${version}: node scripts/record-state.mjs ${version} HEAD`,
  ],
].flatMap(([isRight, problem]) => (isRight ? [] : [problem]));

for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exit(1);
