import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { raiseInotifyLimit } from "../../../sandbox/machines/inotify-limit";

describe("raiseInotifyLimit", () => {
  const folder = mkdtempSync(join(tmpdir(), "inotify-"));
  const path = join(folder, "max_user_instances");
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each([
    ["128\n", "4096\n"],
    ["8192\n", "8192\n"],
  ])("makes of a limit of %j one of %j", async (before, after) => {
    writeFileSync(path, before);
    await raiseInotifyLimit(path);
    expect(readFileSync(path, "utf8")).toBe(after);
  });
});
