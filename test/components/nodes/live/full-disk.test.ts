import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import execa from "execa";
import { renderUnpack } from "../../../../components/nodes/live/stage-scripts";
import { renderLooks } from "../../../../components/nodes/live/trial";
import { renderCheck } from "../../../../components/remote/check-machine";
import { exampleInstall } from "../../program/example-plans";

/** What a machine says before anything is stopped there, on a disk that can't take what would be written. */
const isRoot = process.getuid?.() === 0;
if (!isRoot && process.env.CI) throw new Error("these tests need root");

(isRoot ? describe : describe.skip)("a machine whose disk is full", () => {
  const folder = mkdtempSync(join(tmpdir(), "full-disk-"));
  const disk = join(folder, "disk");
  const home = join(disk, "wso2mi-4.4.0");
  const say = async (script: string) => {
    const { stdout } = await execa("sh", ["-eu"], { input: script });
    return stdout.split("\n").filter((line) => line.includes(disk));
  };
  const mounted = async (options: string) => {
    await execa("mount", ["-t", "tmpfs", "-o", options, "none", disk]);
    mkdirSync(home);
  };
  beforeAll(() => mkdirSync(disk));
  afterEach(() => execa("umount", [disk]));
  afterAll(() => rmSync(folder, { recursive: true }));

  const install = { ...exampleInstall, home, homeLink: join(disk, "integrator"), unitText: "" };

  it("says how much an installation needs", async () => {
    await mounted("size=1m");
    expect((await say(renderLooks(install))).filter((line) => !/no user/.test(line))).toEqual([
      expect.stringMatching(`^problem 16384 kB are needed in ${home}, \\d+ kB are free$`),
    ]);
  });

  it("says that no more files can be made, with space left", async () => {
    await mounted("size=64m,nr_inodes=20");
    const inodes = `no more files can be made in ${home}: \\d+ of 20 inodes are free`;
    expect(await say(renderLooks(install))).toEqual([expect.stringMatching(`^problem ${inodes}$`)]);
    const { 0: line, ...others } = await say(renderCheck({ writes: [join(home, "a"), join(home, "b/c")] }));
    expect([line, others]).toEqual([expect.stringMatching(`^${inodes}$`), { 1: line }]);
  });

  it("says it of a file that root would write, there or not yet; not of a disk with room", async () => {
    await mounted("size=900k");
    const check = renderCheck({ writes: [join(home, "conf/new.conf")] });
    expect(await say(check)).toEqual([
      expect.stringMatching(`^1024 kB are needed in ${home}, \\d+ kB are free$`),
    ]);
    await execa("mount", ["-o", "remount,size=32m", disk]);
    expect(await say(check)).toEqual([]);
  });

  it("says that a folder stands where the link to the version goes", async () => {
    await mounted("size=64m");
    mkdirSync(install.homeLink);
    expect(await say(renderLooks(install))).toEqual([
      `problem ${install.homeLink} is no link: it can't be turned to ${home}; move what is there to a folder of another name`,
    ]);
    rmSync(install.homeLink, { recursive: true });
    symlinkSync(home, install.homeLink);
    expect(await say(renderLooks(install))).toEqual([]);
  });

  it("says that a version is itself a link", async () => {
    await mounted("size=64m");
    const link = join(disk, "wso2mi-4.5.0");
    symlinkSync(home, link);
    expect(await say(renderLooks({ ...install, home: link }))).toEqual([
      expect.stringContaining(
        `problem ${link} is a link, and what lies behind it is not the roll's to change`,
      ),
    ]);
  });

  it("removes no version that may be running, where the folder of versions is itself a link", async () => {
    await mounted("size=128m");
    const directory = join(disk, "wso2");
    symlinkSync(disk, directory);
    symlinkSync(join(directory, "wso2mi-4.4.0"), join(disk, "integrator"));
    writeFileSync(join(home, "running"), "");
    await execa("sh", [
      "-c",
      "cd / && mkdir -p $0/zip && touch $0/zip/x && cd $0 && zip -qr x.zip zip",
      folder,
    ]);
    const plan = {
      ...{ name: "wso2mi-4.4.0", directory, owner: "root", source: "file:///x.zip" },
      timeoutSec: 9,
    };
    const unpack = renderUnpack({ ...plan, target: {} as never }, "0".repeat(64)).replaceAll(
      /'\/var\/cache\/pulumi-wso2\/0+\.zip'/g,
      `'${folder}/x.zip'`,
    );
    await expect(execa("sh", ["-eu"], { input: unpack })).rejects.toThrow(
      /points to the incomplete .*: it may be/,
    );
  });
});
