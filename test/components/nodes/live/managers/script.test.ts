import { mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import execa from "execa";
import { script } from "../../../../../components/nodes/live/managers/script";

describe("a product's own script", () => {
  const folder = mkdtempSync(join(tmpdir(), "script-"));
  const pidFile = join(folder, "app.pid");
  const product = join(folder, "app.sh");
  const name = `test-${process.pid}`;
  const manager = script({
    manager: "script",
    name,
    script: product,
    pidFile,
    environment: { GREETING: "it's" },
  });
  const run = (text: string) => execa("sh", ["-eu"], { input: text, reject: false });
  const state = async () => manager.parseState((await run(manager.renderState())).stdout);

  beforeAll(() =>
    writeFileSync(
      product,
      `#!/bin/sh
case $1 in
start)
  if [ -e ${pidFile} ] && ps -p "$(cat ${pidFile})" > /dev/null; then echo "Process is already running"; exit 0; fi
  echo "$GREETING" > ${folder}/greeting
  sleep 300 &
  echo $! > ${pidFile} ;;
stop) kill "$(cat ${pidFile})"; rm -f ${pidFile} ;;
esac
`,
      { mode: 0o755 },
    ),
  );

  afterAll(async () => {
    await run(manager.renderStop());
    rmSync(folder, { recursive: true });
    rmSync(`/run/wso2-roll-${name}.out`, { force: true });
  });

  const asRoot = process.getuid?.() === 0 ? it : it.skip;

  asRoot("starts it with its variables, sees its process, and stops it", async () => {
    expect(await state()).toEqual({ phase: "stopped", words: "no process" });
    expect((await run(manager.renderStart())).exitCode).toBe(0);
    const pid = Number(readFileSync(pidFile, "utf8"));
    expect(await state()).toEqual({ phase: "running", pid, words: `process ${pid}` });
    expect(readFileSync(join(folder, "greeting"), "utf8")).toBe("it's\n");
    expect((await run(manager.renderStop())).exitCode).toBe(0);
    expect(await state()).toEqual({ phase: "stopped", words: "no process" });
  });

  asRoot("neither trusts nor stops another process that has the number of a stale pid file", async () => {
    const other = execa("sleep", ["300"]);
    other.catch(() => undefined);
    writeFileSync(pidFile, `${other.pid}\n`);
    const hourAgo = Date.now() / 1000 - 3600;
    utimesSync(pidFile, hourAgo, hourAgo);
    expect(await state()).toEqual({ phase: "stopped", words: "no process, its pid file is stale" });
    expect((await run(manager.renderStop())).exitCode).toBe(0);
    expect(other.exitCode).toBeNull();
    expect((await run(manager.renderStart())).exitCode).toBe(0);
    expect((await state()).phase).toBe("running");
    other.kill();
  });
});
