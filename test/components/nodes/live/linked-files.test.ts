import { lstatSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import execa from "execa";
import { renderFiles } from "../../../../components/nodes/live/change";

describe("a file of a change where a link stands", () => {
  const folder = mkdtempSync(join(tmpdir(), "linked-files-"));
  const shared = join(folder, "shared");
  afterAll(() => rmSync(folder, { recursive: true }));
  beforeAll(() => {
    mkdirSync(shared);
    writeFileSync(join(shared, "app.conf"), "of all\n");
    mkdirSync(join(folder, "conf"));
    symlinkSync(join(shared, "app.conf"), join(folder, "conf/app.conf"));
    symlinkSync(shared, join(folder, "linked"));
  });
  const write = async (path: string) => {
    const file = { path, content: "new\n", mode: "640" };
    const change = { files: [file], environment: {} } as Parameters<typeof renderFiles>[0];
    await execa("sh", ["-eu"], { input: renderFiles(change) });
    return [lstatSync(path).isFile(), readFileSync(path, "utf8")];
  };

  it("takes the link's place, and leaves what it led to", async () => {
    expect(await write(join(folder, "conf/app.conf"))).toEqual([true, "new\n"]);
    expect(readFileSync(join(shared, "app.conf"), "utf8")).toBe("of all\n");
  });

  it("goes where a folder's link leads", async () => {
    expect(await write(join(folder, "linked/other.conf"))).toEqual([true, "new\n"]);
    expect(readFileSync(join(shared, "other.conf"), "utf8")).toBe("new\n");
  });
});
