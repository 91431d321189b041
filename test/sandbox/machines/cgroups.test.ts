import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Cgroups, parseCgroupMounts } from "../../../sandbox/machines/cgroups";

it("finds the mount points of both versions", () => {
  const mountinfo = [
    "22 28 0:20 / /proc rw,nosuid shared:12 - proc proc rw",
    "30 23 0:26 / /sys/fs/cgroup/unified rw,nosuid shared:9 - cgroup2 cgroup2 rw,nsdelegate",
    "36 25 0:30 / /sys/fs/cgroup/memory rw,nosuid - cgroup cgroup rw,memory",
    "40 25 0:31 / /sys/fs/cgroup ro - tmpfs cgroup ro",
    "",
  ].join("\n");
  expect(parseCgroupMounts(mountinfo)).toEqual(["/sys/fs/cgroup/unified", "/sys/fs/cgroup/memory"]);
});

describe("Cgroups", () => {
  const root = mkdtempSync(join(tmpdir(), "cgroups-"));
  const mounts = [join(root, "one"), join(root, "two")];
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  it("makes one in each hierarchy, with the processors of the one above", () => {
    mkdirSync(join(root, "one/w1/i-1"), { recursive: true });
    for (const level of ["one", "one/w1", "one/w1/i-1"]) {
      writeFileSync(join(root, level, "cpuset.cpus"), level === "one" ? "0-1\n" : "\n");
      writeFileSync(join(root, level, "cpuset.mems"), level === "one" ? "0\n" : "\n");
    }
    expect(new Cgroups("w1/i-1", mounts).create()).toEqual([
      join(root, "one/w1/i-1"),
      join(root, "two/w1/i-1"),
    ]);
    expect(readFileSync(join(root, "one/w1/i-1/cpuset.cpus"), "utf8")).toBe("0-1\n");
    expect(existsSync(join(root, "two/w1/i-1"))).toBe(true);
  });

  it("gives all machines together the weight of four processes", () => {
    mkdirSync(join(root, "one/w6/i-1"), { recursive: true });
    for (const file of ["w6/cpu.shares", "w6/cpu.weight", "w6/i-1/cpu.shares"]) {
      writeFileSync(join(root, "one", file), "1");
    }
    new Cgroups("w6/i-1", mounts).create();
    const read = (file: string) => readFileSync(join(root, "one", file), "utf8");
    expect([read("w6/cpu.shares"), read("w6/cpu.weight"), read("w6/i-1/cpu.shares")]).toEqual([
      "4096",
      "400",
      "1",
    ]);
  });

  it("counts each process once, however deep", () => {
    mkdirSync(join(root, "two/w2/i-1/payload/init.scope"), { recursive: true });
    mkdirSync(join(root, "one/w2/i-1"), { recursive: true });
    writeFileSync(join(root, "two/w2/i-1/cgroup.procs"), "");
    writeFileSync(join(root, "two/w2/i-1/payload/init.scope/cgroup.procs"), "11\n12\n");
    writeFileSync(join(root, "one/w2/i-1/cgroup.procs"), "12\n13\n");
    expect(new Cgroups("w2/i-1", mounts).pids().sort()).toEqual([11, 12, 13]);
    expect(new Cgroups("w2", mounts).pids().sort()).toEqual([11, 12, 13]);
    expect(new Cgroups("w3/i-1", mounts).pids()).toEqual([]);
  });

  it("removes them from the inside out, and says when one stays", () => {
    mkdirSync(join(root, "two/w4/i-1/payload"), { recursive: true });
    expect(new Cgroups("w4", mounts).remove()).toBe(true);
    expect(existsSync(join(root, "two/w4"))).toBe(false);
    expect(new Cgroups("w2", mounts).remove()).toBe(false);
    expect(new Cgroups("w5", mounts).remove()).toBe(true);
  });
});
