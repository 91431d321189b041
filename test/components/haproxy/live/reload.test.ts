import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import execa from "execa";
import { reload } from "../../../../components/haproxy/live/reload";
import type { SshConnection } from "../../../../components/remote/ssh/connection";
import { runAsRoot } from "../../../../components/remote/ssh/shell";
import { exampleTarget } from "../../program/example-plans";
import { exampleConfig } from "../example-config";

jest.mock("../../../../components/remote/ssh/shell", () => ({
  ...jest.requireActual("../../../../components/remote/ssh/shell"),
  runAsRoot: jest.fn(),
}));

const isRoot = process.getuid?.() === 0;
if (!isRoot && process.env.CI) throw new Error("these tests need root");

(isRoot ? describe : describe.skip)("reload on a full disk", () => {
  const folder = mkdtempSync(join(tmpdir(), "reload-"));
  const disk = join(folder, "disk");
  const good = `# the good one\n${"x".repeat(20_000)}\n`;
  const connection = {
    target: exampleTarget,
    openUnixSocket: () => Promise.reject(new Error("no socket")),
  } as unknown as SshConnection;

  beforeAll(async () => {
    mkdirSync(disk);
    await execa("mount", ["-t", "tmpfs", "-o", "size=64k", "none", disk]);
    // What is root's on the machine lies on the small disk; each script has a view of its own.
    jest.mocked(runAsRoot).mockImplementation(async (_, script, { step }) => {
      const view = `mount --bind ${disk} /etc/haproxy && exec sh -eu`;
      const run = await execa("unshare", ["-m", "sh", "-c", `mkdir -p /etc/haproxy && ${view}`], {
        input: `main() {\n${script}\n}\nmain </dev/null\n`,
        reject: false,
      });
      if (run.exitCode !== 0) throw new Error(`${step}: ${run.stderr}`);
      return run.stdout;
    });
  });
  afterAll(async () => {
    await execa("umount", [disk]);
    rmSync(folder, { recursive: true });
  });

  it.each([
    ["there is no room for the copy of the old one", 40_000],
    ["there is room for the copy, and none for the new one", 20_000],
  ])("leaves the running configuration as it is, when %s", async (_, filling) => {
    writeFileSync(join(disk, "haproxy.cfg"), good);
    writeFileSync(join(disk, "filling"), "x".repeat(filling));
    const files = [{ path: "/etc/haproxy/haproxy.cfg", content: "y".repeat(30_000), mode: "644" }];
    const work = reload(connection, exampleConfig, { description: "new", files, plans: [] });
    await expect(work).rejects.toThrow(/No space left on device/);
    expect(readFileSync(join(disk, "haproxy.cfg"), "utf8")).toBe(good);
    expect(readdirSync(disk).sort()).toEqual(["filling", "haproxy.cfg"]);
    rmSync(join(disk, "filling"));
  });
});
