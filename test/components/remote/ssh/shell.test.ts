import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import execa from "execa";
import fc from "fast-check";
import { quote, renderWriteFile } from "../../../../components/remote/ssh/shell";

describe("quote", () => {
  it("keeps any word whole and literal", async () => {
    const word = fc.string({ minLength: 1, maxLength: 40 }).filter((text) => !text.includes("\0"));
    await fc.assert(
      fc.asyncProperty(fc.array(word, { minLength: 1, maxLength: 20 }), async (words) => {
        const script = words.map((one) => `printf '%s\\0' ${quote(one)}`).join("\n");
        const { stdout } = await execa("sh", ["-eu"], { input: script, stripFinalNewline: false });
        expect(stdout.split("\0").slice(0, -1)).toEqual(words);
      }),
      { numRuns: 25 },
    );
  });
});

describe("renderWriteFile", () => {
  const folder = mkdtempSync(join(tmpdir(), "shell-"));
  afterAll(() => rmSync(folder, { recursive: true }));

  it("writes any content, with its mode", async () => {
    const { username, gid } = userInfo();
    const path = join(folder, "a file's name");
    const content = `it's "$HOME" \`x\` \\ END\nEND\n${"ä".repeat(5000)}`;
    await execa("sh", ["-eu"], { input: renderWriteFile(path, content, "640", `${username}:${gid}`) });
    expect(readFileSync(path, "utf8")).toBe(content);
    expect(statSync(path).mode & 0o777).toBe(0o640);
    chmodSync(path, 0o600);
  });
});
