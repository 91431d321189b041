import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import execa from "execa";
import { renderTail } from "../../../../components/nodes/live/start-services";

describe("the last lines of a product's log", () => {
  const folder = mkdtempSync(join(tmpdir(), "log-tail-"));
  const log = join(folder, "wso2carbon.log");
  const tail = async () =>
    (await execa("sh", ["-eu"], { input: renderTail(log, "echo of the service") })).stdout;
  afterAll(() => rmSync(folder, { recursive: true }));

  it("are those of the service where there is no log yet", async () => {
    expect(await tail()).toBe("of the service");
  });

  it("are twenty, the last one last", async () => {
    const lines = Array.from({ length: 50 }, (_, index) => `line ${index}`);
    writeFileSync(log, `${lines.join("\n")}\n`);
    expect((await tail()).split("\n")).toEqual(lines.slice(-20));
  });

  it.each([64 * 1024, 200 * 1024, 5_000_000])(
    "are no more than 64 KiB with a line of %d bytes",
    async (length) => {
      writeFileSync(log, `before\n${"x".repeat(length)}\nkey store not found\n`);
      const text = await tail();
      expect(text.length).toBeLessThanOrEqual(64 * 1024);
      expect(text.split("\n").at(-1)).toBe("key store not found");
    },
  );
});
