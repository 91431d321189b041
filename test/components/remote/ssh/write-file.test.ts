import { execFileSync } from "node:child_process";
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { dirname, join, relative } from "node:path";
import execa from "execa";
import { renderMarkJoined } from "../../../../components/haproxy/live/balancer-files";
import { renderCopyAs, renderReceiveAs } from "../../../../components/nodes/live/as-owner";
import { renderFiles } from "../../../../components/nodes/live/change";
import {
  renderPutInPlace,
  renderRewrite,
  renderWriteFile,
} from "../../../../components/remote/ssh/write-file";

const folder = mkdtempSync(join(tmpdir(), "write-file-"));
const { username, gid } = userInfo();
const owner = `${username}:${gid}`;
const wrappers = join(folder, "bin");

beforeAll(() => {
  mkdirSync(wrappers);
  for (const name of ["sync", "mv"]) {
    const real = execFileSync("sh", ["-c", `command -v ${name}`], { encoding: "utf8" }).trim();
    const text = `#!/bin/sh\nprintf '%s\\n' "${name} $*" >> "$CALLS"\nexec ${real} "$@"\n`;
    writeFileSync(join(wrappers, name), text, { mode: 0o755 });
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

let count = 0;

/** @returns what was moved and brought to the disk, in order. */
async function callsOf(script: string, input?: string): Promise<string[]> {
  const calls = join(folder, `calls${++count}`);
  writeFileSync(calls, "");
  const env = { CALLS: calls, PATH: `${wrappers}:${process.env.PATH}` };
  await execa("sh", ["-euc", script], { env, ...(input === undefined ? { stdin: "ignore" } : { input }) });
  return readFileSync(calls, "utf8").trim().split("\n");
}

describe("what is written on a machine outlives a power loss", () => {
  const to = join(folder, "written", "file");
  const fresh = () => {
    rmSync(dirname(to), { recursive: true, force: true });
    mkdirSync(dirname(to));
    writeFileSync(`${to}.aside`, "new");
    writeFileSync(to, "old");
  };

  it.each([
    ["a file", renderWriteFile(to, "new", "640", owner)],
    ["a file that lay aside", renderPutInPlace(`${to}.aside`, to)],
    ["a file of a product's user", renderReceiveAs(username, to, "640")],
    ["a copy of a product's user", renderCopyAs(username, `${to}.aside`, to, "640")],
    ["a system's file", renderRewrite(to, "echo new")],
  ])("%s: whole on the disk first, then its name, then the folder", async (_, script) => {
    fresh();
    const calls = await callsOf(script, script.includes("cat > ") ? "new" : undefined);
    const moved = calls.findIndex((call) => call.startsWith("mv "));
    const from = calls[moved]?.split(" ").at(-2);
    expect(calls[moved]).toBe(`mv -fT ${from} ${to}`);
    expect(calls.slice(0, moved)).toEqual([`sync ${from}`]);
    expect(calls.slice(moved + 1)).toEqual([`sync ${dirname(to)}`]);
    expect(readFileSync(to, "utf8").trim()).toBe("new");
    expect(readdirSync(dirname(to)).filter((name) => name.includes("new-by-roll"))).toEqual([]);
  });

  it("a link turns, and a mark is made, and their folders are on the disk", async () => {
    fresh();
    const link = { path: join(dirname(to), "current"), to: dirname(to) };
    const turned = await callsOf(
      renderFiles({ link, files: [], environment: {} } as unknown as Parameters<typeof renderFiles>[0]),
    );
    expect(turned).toEqual([`mv -fT ${link.path}.new-by-roll ${link.path}`, `sync ${dirname(to)}`]);
    expect(renderMarkJoined(["b/node1"])).toMatch(/touch (\S+)\/node1\nsync \1 /);
  });

  it("and no room moves a file into its place by words of its own", () => {
    const root = join(__dirname, "../../../../components");
    const files = execFileSync("grep", ["-rlE", "mv -f|> /etc|> /var", root], { encoding: "utf8" });
    const found = files
      .trim()
      .split("\n")
      .map((file) => relative(root, file));
    // The program that a node runs by itself has a function of its own; a zip in the cache is judged by its digest
    // each time.
    expect(found.sort()).toEqual([
      "content-sync/script/common.ts",
      "nodes/live/stage-scripts.ts",
      "nodes/live/stage.ts",
      "remote/ssh/write-file.ts",
    ]);
  });
});

describe("a file of the system's that is changed", () => {
  const path = join(folder, "hosts");
  const filter = "grep -v old || :; echo 127.0.1.1 node1";

  it("keeps mode, owner and what links to it; the same again changes nothing", async () => {
    writeFileSync(path, "127.0.0.1 localhost\n127.0.1.1 old\n");
    chmodSync(path, 0o604);
    const link = join(folder, "link-to-hosts");
    symlinkSync(path, link);
    await callsOf(renderRewrite(link, filter));
    expect(readFileSync(link, "utf8")).toBe("127.0.0.1 localhost\n127.0.1.1 node1\n");
    expect(statSync(path).mode & 0o777).toBe(0o604);
    const again = await callsOf(renderRewrite(link, "cat"));
    expect(again).toEqual([`sync ${path}.new-by-roll`]);
  });

  it("is made where there is none", async () => {
    const none = join(folder, "none");
    await callsOf(renderRewrite(none, "cat; echo node1"));
    expect([readFileSync(none, "utf8"), statSync(none).mode & 0o777]).toEqual(["node1\n", 0o644]);
  });

  it("is written in place where it is a mount of its own, as in a container", async () => {
    writeFileSync(path, "127.0.1.1 old\n");
    const under = join(folder, "under");
    writeFileSync(under, "");
    const script = `mount --bind ${path} ${under}\n${renderRewrite(under, filter)}\ncat ${under}`;
    const own = process.getuid?.() === 0 ? "-m" : "-rm";
    const { stdout } = await execa("unshare", [own, "sh", "-euc", script]);
    expect(stdout).toBe("127.0.1.1 node1");
    expect(readFileSync(path, "utf8")).toBe("127.0.1.1 node1\n");
    expect(readdirSync(folder).filter((name) => name.includes("new-by-roll"))).toEqual([]);
  });
});
