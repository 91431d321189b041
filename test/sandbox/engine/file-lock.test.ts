import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pollUntil } from "../../../sandbox/elb/poll-until";
import { withFileLock } from "../../../sandbox/engine/file-lock";

const dir = mkdtempSync(join(tmpdir(), "file-lock-"));
afterAll(() => rmSync(dir, { recursive: true }));

const lines: string[] = [];
const log = (line: string) => void lines.push(line);

test("one after the other; the one who waits is told for whom", async () => {
  const lock = join(dir, "new", "a.lock");
  const order: string[] = [];
  let second: Promise<void> | undefined;
  await withFileLock(lock, log, async () => {
    second = withFileLock(lock, log, async () => void order.push("second"));
    await pollUntil("word for the one who waits", 20, async () => lines.length > 0 || undefined);
    order.push("first ends");
  });
  await second;
  expect(order).toEqual(["first ends", "second"]);
  expect(lines).toEqual([`waiting for process ${process.pid}, which does the same`]);
  expect(existsSync(lock)).toBe(false);
});

test.each([
  ["a process that is gone", "999999999 1"],
  ["another process under the same id", `${process.pid} 1`],
])("the lock of %s is taken over", async (_who, text) => {
  const lock = join(dir, "b.lock");
  writeFileSync(lock, text);
  expect(await withFileLock(lock, log, async () => "done")).toBe("done");
});

test("fails as the work fails, and lets go", async () => {
  const lock = join(dir, "c.lock");
  await expect(withFileLock(lock, log, () => Promise.reject(new Error("work")))).rejects.toThrow("work");
  expect(existsSync(lock)).toBe(false);
});
