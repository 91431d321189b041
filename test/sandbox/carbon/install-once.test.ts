import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { installOnce } from "../../../sandbox/carbon/install-once";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "install-once-"));
});

afterEach(() => rmSync(folder, { recursive: true }));

const makeDirectory = async (workDir: string, text: string) => {
  const made = join(workDir, "made");
  mkdirSync(made);
  writeFileSync(join(made, "file"), text);
  return made;
};

test("the target appears whole and nothing else stays", async () => {
  const target = join(folder, "deep/target");
  await installOnce(target, (workDir) => makeDirectory(workDir, "text"));
  expect(readFileSync(join(target, "file"), "utf8")).toBe("text");
  expect(readdirSync(join(folder, "deep"))).toEqual(["target"]);
});

test("of two makers of one folder the first wins and neither fails", async () => {
  const target = join(folder, "target");
  await Promise.all(["a", "b"].map((text) => installOnce(target, (workDir) => makeDirectory(workDir, text))));
  expect(["a", "b"]).toContain(readFileSync(join(target, "file"), "utf8"));
  expect(readdirSync(folder)).toEqual(["target"]);
});

test("fails with the maker's error and leaves nothing", async () => {
  const failing = installOnce(join(folder, "target"), async () => {
    throw new Error("no compiler");
  });
  await expect(failing).rejects.toThrow("no compiler");
  expect(readdirSync(folder)).toEqual([]);
});
