import { existsSync } from "node:fs";
import { createServer, type Server, type Socket } from "node:net";
import { join } from "node:path";
import * as command from "@pulumi/command";
import { utils } from "ssh2";
import { packageRoot } from "../../sandbox/paths";
import { type EngineFixture, openFixture } from "./fixture";

/**
 * The roll program below the engine when somebody presses Ctrl-C: the provider kills what it has started and nothing
 * below that, which is the shell (dash), or the program itself, for which the shell has made way (bash).
 */
let engine: EngineFixture;
let silent: Server;
const open = new Set<Socket>();
let onClient: () => void = () => {};

beforeAll(async () => {
  engine = await openFixture("interrupted");
  // Takes connections and says nothing: whoever wants SSH waits.
  silent = createServer((socket) => {
    open.add(socket);
    socket.on("error", () => {});
    socket.on("close", () => open.delete(socket));
    onClient();
  });
  await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
}, 900_000);
afterAll(async () => {
  for (const socket of open) socket.destroy();
  silent.close();
  await engine.remove();
});

test.each(["/bin/sh", "/bin/bash"].filter((shell) => existsSync(shell)))(
  "a leave that %s started ends at once and says so on an interrupt of the engine",
  async (shell) => {
    const interrupt = new AbortController();
    const called = new Promise<void>((resolve) => {
      onClient = resolve;
    });
    const update = engine.up(leaving(shell), { signal: interrupt.signal });
    await Promise.race([called, update.then(({ error }) => Promise.reject(new Error(error)))]);
    interrupt.abort();
    for (const socket of open) socket.destroy();
    const { error } = await update;
    expect(error).toContain("signal: killed");
    expect(error).toContain("roll leave failed");
    expect(error).toContain("interrupted: the run that started this command was stopped or has ended");
    const journal = await engine.takeJournal("roll");
    expect(journal.map((line) => JSON.parse(line))).toMatchObject([
      { command: "leave", phase: "stopped", detail: expect.stringContaining("interrupted: ") },
    ]);
    expect((await engine.up(async () => ({}))).error).toBeUndefined();
  },
  60_000,
);

function leaving(shell: string) {
  return async () => {
    const key = utils.generateKeyPairSync("ed25519");
    const { port } = silent.address() as { port: number };
    const ssh = {
      name: "lb1",
      host: "127.0.0.1",
      port,
      user: "root",
      privateKey: key.private,
      hostKey: key.public,
    };
    const plan = {
      node: "node1",
      members: [
        { kind: "haproxy", balancer: "lb1", ssh, socketPath: "/run/s", backend: "b", server: "node1" },
      ],
      floor: { maxUnavailable: 1 },
      drain: { quietSec: 1, sessionTimeoutSec: 1, inFlightTimeoutSec: 1 },
      join: { upTimeoutSec: 1, stableSec: 1 },
      leaseSec: 60,
    };
    new command.local.Command("leaving", {
      create: `node '${join(packageRoot, "dist/components/program/main.js")}' leave`,
      stdin: JSON.stringify(plan),
      interpreter: [shell, "-c"],
      environment: { WSO2_ROLL_JOURNAL: engine.journal("roll") },
    });
    return {};
  };
}
