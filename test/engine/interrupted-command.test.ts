import { existsSync } from "node:fs";
import { createServer, type Server, type Socket } from "node:net";
import * as command from "@pulumi/command";
import { type EngineFixture, openFixture } from "./fixture";
import { planLeave, rollProgram } from "./leave-plan";

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
    const { port } = silent.address() as { port: number };
    new command.local.Command("leaving", {
      create: `${rollProgram} leave`,
      stdin: JSON.stringify(planLeave(port)),
      interpreter: [shell, "-c"],
      environment: { WSO2_ROLL_JOURNAL: engine.journal("roll") },
    });
    return {};
  };
}
