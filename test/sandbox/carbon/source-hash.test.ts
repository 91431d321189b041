import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sourceHash } from "../../../sandbox/carbon/source-hash";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "source-hash-"));
  mkdirSync(join(folder, "sub"));
  writeFileSync(join(folder, "sub/a"), "one");
  writeFileSync(join(folder, "b"), "two");
});

afterEach(() => rmSync(folder, { recursive: true }));

test("the same files have the same hash", () => {
  const before = sourceHash(folder);
  writeFileSync(join(folder, "b"), "two");
  expect(sourceHash(folder)).toBe(before);
  expect(before).toMatch(/^[0-9a-f]{16}$/);
});

test.each<[string, () => void]>([
  ["content", () => writeFileSync(join(folder, "sub/a"), "One")],
  ["name", () => renameSync(join(folder, "b"), join(folder, "c"))],
  ["new file", () => writeFileSync(join(folder, "sub/c"), "")],
  ["place", () => renameSync(join(folder, "b"), join(folder, "sub/b"))],
])("a change of %s changes it", (_, change) => {
  const before = sourceHash(folder);
  change();
  expect(sourceHash(folder)).not.toBe(before);
});
