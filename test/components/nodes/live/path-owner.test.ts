import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import execa from "execa";
import { renderCopyAs, renderWriteAs } from "../../../../components/nodes/live/as-owner";
import { applyChange } from "../../../../components/nodes/live/change";
import { ownerOfFunction } from "../../../../components/nodes/live/path-owner";
import { exampleTarget } from "../../program/example-plans";
import { localContext } from "./local-machine";

const isRoot = process.getuid?.() === 0;
if (!isRoot && process.env.CI) throw new Error("these tests need root");

(isRoot ? describe : describe.skip)("root in a folder of another user's", () => {
  const folder = mkdtempSync(join(tmpdir(), "owner-"));
  const home = join(folder, "home");
  const secret = join(folder, "secret");
  const sh = (script: string) =>
    execa("sh", ["-eu"], { input: `main() {\n${script}\n}\nmain </dev/null\n`, reject: false });
  const ownerOf = async (path: string) => (await sh(`${ownerOfFunction}\nowner_of '${path}'`)).stdout;
  let nobody = 0;

  beforeAll(async () => {
    nobody = Number((await execa("id", ["-u", "nobody"])).stdout);
    chmodSync(folder, 0o755);
    mkdirSync(join(home, "conf"), { recursive: true });
    writeFileSync(secret, "only root's", { mode: 0o600 });
    for (const path of [home, join(home, "conf")]) chownSync(path, nobody, nobody);
    symlinkSync(folder, join(home, "out"));
    symlinkSync(home, join(folder, "link"));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it("knows who decides what a path leads to", async () => {
    expect(await ownerOf(secret)).toBe("root");
    expect(await ownerOf("/no/such/path")).toBe("root");
    expect(await ownerOf("/x")).toBe("root");
    expect(await ownerOf(join(home, "conf/new/file"))).toBe("nobody");
    expect(await ownerOf(join(home, "out/secret"))).toBe("nobody");
    expect(await ownerOf(join(folder, "link/x"))).toBe("nobody");
  });

  it("writes no file of root's by a link that is in the way", async () => {
    for (const path of ["secret", "conf/x"]) {
      const target = join(home, path);
      symlinkSync(secret, path === "secret" ? `${target}.new-by-roll` : target);
      expect(await sh(renderWriteAs("nobody", target, Buffer.from("the product's"), "640"))).toMatchObject({
        exitCode: 0,
      });
      const made = await execa("stat", ["-c", "%F %U %a", target]);
      expect(made.stdout).toBe("regular file nobody 640");
    }
    expect((await execa("cat", [secret])).stdout).toBe("only root's");
    expect((await execa("stat", ["-c", "%U %a", secret])).stdout).toBe("root 600");
    expect(
      (await sh(renderWriteAs("nobody", join(home, "out/planted"), Buffer.from("x"), "640"))).exitCode,
    ).not.toBe(0);
  });

  it("reads none either, and leaves nothing half-made", async () => {
    symlinkSync(secret, join(home, "shipped.p12"));
    const copy = join(home, "copy.p12");
    const run = await sh(renderCopyAs("nobody", join(home, "shipped.p12"), copy, "640"));
    expect(run.exitCode).not.toBe(0);
    expect((await execa("ls", [home])).stdout).not.toContain("copy");
  });
});

(isRoot ? describe : describe.skip)("files of an application", () => {
  const folder = mkdtempSync(join(tmpdir(), "files-"));
  const home = join(folder, "app");
  const machine = () => localContext([]).pool.connect(exampleTarget);
  const write = async (path: string, owner?: string) =>
    applyChange(
      await machine(),
      { files: [{ path, content: "x", mode: "640", ...(owner ? { owner } : {}) }], environment: {} },
      new AbortController().signal,
    );
  const seen = async (path: string) => (await execa("stat", ["-c", "%F %U %a", path])).stdout;

  beforeAll(async () => {
    chmodSync(folder, 0o755);
    mkdirSync(home);
    const nobody = Number((await execa("id", ["-u", "nobody"])).stdout);
    chownSync(home, nobody, nobody);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it("are written as whoever owns the folder", async () => {
    await write(join(folder, "conf/root's"));
    expect(await seen(join(folder, "conf/root's"))).toBe("regular file root 640");
    await write(join(folder, "given"), "nobody:root");
    expect(await seen(join(folder, "given"))).toBe("regular file nobody 640");
    await write(join(home, "conf/own"));
    expect(await seen(join(home, "conf/own"))).toBe("regular file nobody 640");
  });

  it("are closed to others without a mode too, where they have an owner", async () => {
    const files = [
      { path: join(folder, "owned"), content: "x", owner: "root:nogroup" },
      { path: join(folder, "open"), content: "x" },
    ];
    await applyChange(await machine(), { files, environment: {} }, new AbortController().signal);
    expect(await seen(join(folder, "owned"))).toBe("regular file root 640");
    expect(await seen(join(folder, "open"))).toBe("regular file root 644");
  });

  it("fails for an owner who can't have one there", async () => {
    await expect(write(join(home, "x"), "daemon:daemon")).rejects.toThrow(
      /lies in a folder of nobody, who could never give it to daemon/,
    );
  });
});
