import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import * as command from "@pulumi/command";
import { unlockIfStale } from "../../sandbox/engine";
import { type EngineFixture, openFixture } from "./fixture";

let engine: EngineFixture;
beforeAll(async () => {
  engine = await openFixture("killed");
}, 900_000);
afterAll(() => engine.remove());

const lockDir = () => join(engine.dir, "state/pulumi-state/.pulumi/locks/organization/wso2/test");
const unlock = (log: (line: string) => void = () => {}) =>
  unlockIfStale({ stack: "test", stateDir: join(engine.dir, "state"), project: "wso2" }, log);

/** A command that writes its process's id and then waits for long. */
const waiting = async () => {
  const create = `echo $$ > '${join(engine.dir, "pid")}'; exec sleep 300`;
  new command.local.Command("waiting", { create });
  return {};
};
const done = async () => {
  new command.local.Command("waiting", { create: "echo done" });
  return {};
};

test("an interrupted update kills the command that runs, and the next one goes on", async () => {
  const interrupt = new AbortController();
  const update = engine.up(waiting, { signal: interrupt.signal });
  const pid = await readWhenThere(join(engine.dir, "pid"));
  interrupt.abort();
  expect((await update).error).toContain("signal: killed");
  expect(isAlive(pid)).toBe(false);
  expect((await engine.up(done)).error).toBeUndefined();
  await engine.up(async () => ({}));
});

test("after the engine is killed: its providers and commands end, its lock goes, the next update goes on", async () => {
  await writeFile(join(engine.dir, "pid"), "");
  const update = engine.up(waiting);
  const pid = await readWhenThere(join(engine.dir, "pid"));
  const [lock = ""] = await readdir(lockDir());
  const holder = JSON.parse(await readFile(join(lockDir(), lock), "utf8")) as { pid: number };
  await expect(unlock()).rejects.toThrow(
    new RegExp(
      `^Stack test is being changed by .*, process ${holder.pid}, since .* stop it: kill -INT ${holder.pid}$`,
    ),
  );
  process.kill(holder.pid, "SIGKILL");
  expect((await update).error).toBeDefined();
  await until(() => !isAlive(pid));

  const lines: string[] = [];
  await unlock((line) => lines.push(line));
  expect(lines).toEqual([
    `removed the lock that process ${holder.pid} left on stack test when it was killed`,
  ]);
  const next = await engine.up(done);
  expect(next.error).toBeUndefined();
  expect(next.steps).toEqual(["create waiting"]);
});

test("fails to take a lock away from another machine; takes one whose process id is another process's now", async () => {
  await mkdir(lockDir(), { recursive: true });
  const lock = join(lockDir(), "a.json");
  const content = {
    pid: process.pid,
    username: "ann",
    hostname: hostname(),
    timestamp: "2020-01-01T00:00:00Z",
  };
  await writeFile(lock, JSON.stringify({ ...content, hostname: "elsewhere" }));
  await expect(unlock()).rejects.toThrow("Stack test is being changed by ann@elsewhere, process");
  await writeFile(lock, JSON.stringify(content));
  await unlock();
  expect(await readdir(lockDir())).toEqual([]);
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function readWhenThere(path: string): Promise<number> {
  let text = "";
  await until(async () => {
    text = await readFile(path, "utf8").catch(() => "");
    return text.endsWith("\n");
  });
  return Number(text);
}

async function until(condition: () => boolean | Promise<boolean>, limitSec = 120): Promise<void> {
  const deadline = Date.now() + limitSec * 1000;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`not so after ${limitSec} s: ${condition}`);
    await delay(50);
  }
}
