import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { start } from "../../../../components/nodes/live/start";
import { stop } from "../../../../components/nodes/live/stop";
import type { ScriptService, ServicePlan } from "../../../../components/nodes/service-plan";
import { freePort } from "../../../support/free-port";
import { exampleMembership, exampleTarget } from "../../program/example-plans";
import { localContext } from "./local-machine";

const folder = mkdtempSync(join(tmpdir(), "services-"));
const lines: string[] = [];
const context = localContext(lines);

/** Listens, and tells when it ends; stays while its file is there. */
const program = `
const { appendFileSync, existsSync } = require("node:fs");
const [name, port] = process.argv.slice(2);
process.on("SIGTERM", () => {
  if (existsSync("${folder}/stay-" + name)) return;
  setTimeout(() => { appendFileSync("${folder}/events", "stop " + name + "\\n"); process.exit(0); }, 100);
});
require("node:net").createServer().listen(Number(port), "127.0.0.1");
`;

function scripted(name: string, port: number): ScriptService {
  const [script, pidFile] = [join(folder, `${name}.sh`), join(folder, `${name}.pid`)];
  writeFileSync(
    script,
    `#!/bin/sh
case $1 in
start) echo "start ${name}" >> ${folder}/events; nohup ${process.execPath} ${folder}/program.js ${name} ${port} > /dev/null 2>&1 & echo $! > ${pidFile} ;;
stop) kill "$(cat ${pidFile})" ;;
esac
`,
    { mode: 0o755 },
  );
  return { manager: "script", name, script, pidFile };
}

function takeEvents(): string[] {
  const path = join(folder, "events");
  const text = existsSync(path) ? readFileSync(path, "utf8") : "";
  rmSync(path, { force: true });
  return text.split("\n").filter(Boolean);
}

(process.getuid?.() === 0 ? describe : describe.skip)("a node's services", () => {
  let plan: ServicePlan;

  beforeAll(async () => {
    writeFileSync(join(folder, "program.js"), program);
    const ports = [await freePort(), await freePort()];
    plan = {
      target: { ...exampleTarget, user: "root" },
      version: "2.0.0",
      services: [scripted("web", ports[0] ?? 0), scripted("worker", ports[1] ?? 0)],
      change: { files: [], environment: {} },
      readiness: { scheme: "tcp", port: ports[0] ?? 0 },
      ports,
      startTimeoutSec: 10,
      stopTimeoutSec: 10,
    };
  });

  afterAll(async () => {
    await stop(context, plan);
    rmSync(folder, { recursive: true });
    for (const name of ["web", "worker"]) rmSync(`/run/wso2-roll-${name}.out`, { force: true });
  });

  const changed = (text: string): ServicePlan => ({
    ...plan,
    change: { files: [], script: { text, timeoutSec: 10 }, environment: { WSO2_VERSION: "2.0.0" } },
  });

  it("are started in reverse order and stopped in order, once", async () => {
    expect(await start(context, plan)).toMatchObject({ node: "node1", version: "2.0.0" });
    expect(takeEvents()).toEqual(["start worker", "start web"]);
    expect(await stop(context, plan)).toEqual({ node: "node1", stopped: true });
    expect(takeEvents()).toEqual(["stop web", "stop worker"]);
    expect(await stop(context, plan)).toEqual({ node: "node1", stopped: false });
    expect(lines.slice(-2)).toEqual([
      "node1 stop web, worker ended, ports closed",
      "node1 stop web, worker was not running",
    ]);
  });

  it("are down while the change is made", async () => {
    await start(context, plan);
    await start(context, changed(`echo "changed to $WSO2_VERSION" >> ${folder}/events`));
    expect(takeEvents().slice(2)).toEqual(
      ["stop web", "stop worker", "changed to 2.0.0"].concat(["start worker", "start web"]),
    );
  });

  it("fails when the change fails, and nothing is started", async () => {
    await expect(start(context, changed("echo no space left >&2; exit 3"))).rejects.toThrow(
      "run the change script: expected it to succeed within 10 s, saw exit status 3: no space left",
    );
    expect(takeEvents()).toEqual(["stop web", "stop worker"]);
  });

  it("fails when something starts one of them in the middle", async () => {
    await expect(start(context, changed(`${folder}/worker.sh start`))).rejects.toThrow(
      /every service stopped .* saw started by somebody else meanwhile: worker: process \d+/,
    );
    await stop(context, plan);
  });

  it("fails when a process outlives its limit, and kills nothing", async () => {
    await start(context, plan);
    takeEvents();
    writeFileSync(join(folder, "stay-worker"), "");
    await expect(stop(context, { ...plan, stopTimeoutSec: 1 })).rejects.toThrow(
      /stop worker: expected its process gone within 1 s; nothing was killed, saw process (\d+), process \1 still runs/,
    );
    rmSync(join(folder, "stay-worker"));
    await stop(context, plan);
    expect(takeEvents()).toEqual(["stop web", "stop worker"]);
  });

  it("fails when something else listens on one of their ports", async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(plan.ports[0], "127.0.0.1", resolve));
    const failed = stop(context, { ...plan, stopTimeoutSec: 3 });
    await expect(failed)
      .rejects.toThrow(`saw open ports: ${plan.ports[0]}`)
      .finally(() => new Promise((resolve) => server.close(resolve)));
  });

  it("leave the balancers first where they run already, and only then", async () => {
    await start(context, plan);
    takeEvents();
    const leave = { ...exampleMembership, members: [] };
    lines.length = 0;
    await start(context, { ...plan, leave });
    expect(lines[0]).toBe("node1 leave no balancer has it any more: it has left before");
    await stop(context, plan);
    lines.length = 0;
    await start(context, { ...plan, leave });
    expect(lines.some((line) => line.includes("leave"))).toBe(false);
  });

  it("fails when the smoke test fails, with what it printed, and they run on", async () => {
    const hook = {
      name: "smoke test",
      command: "echo wrong answer; false",
      on: "operator",
      timeoutSec: 5,
    } as const;
    const after = { hooks: [hook], context: { label: "node1", environment: {} } };
    await expect(start(context, { ...plan, after })).rejects.toMatchObject({
      failure: { step: 'hook "smoke test"', seen: "status 1", logLines: ["wrong answer"] },
    });
    expect(await stop(context, plan)).toMatchObject({ stopped: true });
  });
});
