import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import execa from "execa";
import { renderDropIn, renderStateTool } from "../../../components/haproxy/render-service-files";
import { recordedState } from "./recorded-state";

describe("renderDropIn", () => {
  it("saves the state between the check and the signal, and before a stop", () => {
    expect(renderDropIn().split("\n").slice(1)).toEqual([
      "[Service]",
      "ExecReload=",
      "ExecReload=/usr/sbin/haproxy -Ws -f $CONFIG -c -q $EXTRAOPTS",
      "ExecReload=/usr/local/sbin/wso2-haproxy save",
      "ExecReload=/bin/kill -USR2 $MAINPID",
      "ExecStop=-/usr/local/sbin/wso2-haproxy save",
      "",
    ]);
  });
});

describe("renderStateTool", () => {
  const folder = mkdtempSync(join(tmpdir(), "state-tool-"));
  const socketPath = join(folder, "admin.sock");
  const stateFile = join(folder, "server-state");
  const tool = join(folder, "tool");
  let server: Server;
  let answer = recordedState;

  beforeAll(async () => {
    writeFileSync(tool, renderStateTool(socketPath, stateFile), { mode: 0o755 });
    server = createServer((socket) => {
      socket.once("data", (command) => socket.end(String(command) === "show servers state\n" ? answer : "?"));
    });
    await new Promise<void>((resolve) => server.listen(socketPath, resolve));
  });
  afterAll(() => {
    server.close();
    rmSync(folder, { recursive: true });
  });

  const run = (...args: string[]) => execa("perl", [tool, ...args], { reject: false });

  it("saves the state whole", async () => {
    expect((await run("save")).exitCode).toBe(0);
    expect(readFileSync(stateFile, "utf8")).toBe(recordedState);
    expect(readdirSync(folder).filter((name) => name.startsWith("server-state"))).toEqual(["server-state"]);
  });

  it("fails on an answer that is no state, and keeps the file", async () => {
    answer = "Permission denied\n";
    const { exitCode, stderr } = await run("save");
    expect(exitCode).not.toBe(0);
    expect(stderr).toContain("not a server state: Permission denied");
    expect(readFileSync(stateFile, "utf8")).toBe(recordedState);
  });

  it("prints nothing where there is no master", async () => {
    if (existsSync("/run/haproxy-master.sock")) return;
    expect(await run("old")).toMatchObject({ exitCode: 0, stdout: "" });
  });

  it("fails for an unknown command", async () => {
    expect((await run("restore")).stderr).toBe("usage: wso2-haproxy save|old");
  });
});
