import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { get } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { renderReadConfig } from "../../../components/haproxy/render-read-config";
import type { ServersUp } from "../../../components/haproxy/server-conditions";
import { findTurning, parseServerRules } from "../../../components/haproxy/server-rules";
import { poll } from "../../../components/remote/poll";
import { askSocket } from "../../support/ask-socket";
import { freePort } from "../../support/free-port";
import { describeHaproxies } from "../../support/haproxies";

const up = (...servers: string[]): ServersUp => ({
  count: (backend) => servers.filter((server) => server.startsWith(`${backend}/`)).length,
  isUp: (server) => servers.includes(server),
});
const turning = (lines: string, before = up("app/a", "app/b"), after = up("app/b")) =>
  findTurning(parseServerRules(`frontend www\n${lines}`), before, after).map(({ text }) => text);

describe("a line that turns on which servers are up", () => {
  it.each([
    "monitor fail if { nbsrv(app) lt 2 }",
    "monitor fail if { nbsrv(app) -m int lt 2 }",
    "monitor fail if !{ nbsrv(app) ge 2 }",
    "monitor fail if ! { nbsrv(app) gt 1 }",
    "monitor fail unless { nbsrv(app) eq 2 3 }",
    "monitor fail if { nbsrv(app) 0:1 }",
    "monitor fail if { nbsrv(app) lt 1 } || { nbsrv(app) le 1 }",
    "monitor fail if !{ srv_is_up(app/a) }",
    "use_backend sorry if { path } { nbsrv(app) lt 2 }",
    "http-request deny if { nbsrv(app) lt 2 }",
    "tcp-request connection reject if { nbsrv(app) lt 2 }",
  ])("%s", (line) => {
    expect(turning(line)).toEqual([line]);
  });

  it("by the name of an ACL, which may stand on several lines of its section", () => {
    const lines = "acl dead nbsrv(other) lt 1\nacl dead nbsrv(app) lt 2\nmonitor fail if dead";
    const before = up("app/a", "app/b", "other/c");
    expect(turning(lines, before, up("app/b", "other/c"))).toEqual(["monitor fail if dead"]);
    expect(turning(`${lines.replace("monitor", "frontend next\nmonitor")}`)).toEqual([]);
  });

  it("counts the backend that it stands in", () => {
    const rules = parseServerRules("listen app\nmonitor fail if { nbsrv lt 2 } or !{ srv_is_up(a) }");
    expect(findTurning(rules, up("app/a", "app/b"), up("app/b"))).toHaveLength(1);
  });
});

it.each([
  "monitor fail if { nbsrv(app) lt 1 }",
  "monitor fail if { nbsrv(other) lt 2 }",
  "monitor fail if { nbsrv(app) lt 2 } { nbsrv(app) gt 5 }",
  "monitor fail if !{ srv_is_up(app/b) }",
  "use_backend app if { nbsrv(app) gt 0 }",
  "http-request deny if { path_beg /admin }",
  "monitor fail if { nbsrv(app) lt 2",
  "use-server a if { srv_is_up(app/a) }",
  "http-request set-header X-Few 1 if { nbsrv(app) lt 2 }",
])("is not: %s", (line) => {
  expect(turning(line)).toEqual([]);
});

describeHaproxies("what HAProxy itself makes of such lines: $title", ({ program }) => {
  const folder = mkdtempSync(join(tmpdir(), "server-rules-"));
  const conditions = [
    "if { nbsrv(app) lt 2 }",
    "if { nbsrv(app) lt 1 }",
    "unless { nbsrv(app) eq 2 3 }",
    "if { nbsrv(app) 0:1 }",
    "if few",
    "if { nbsrv(app) lt 2 } { nbsrv(app) gt 5 }",
    "if { nbsrv(app) gt 5 } or !{ srv_is_up(app/a) }",
    'if !{ srv_is_up("app/b") } || { nbsrv(app) -m int le 0 }',
  ];
  let ports: number[] = [];
  let process_: ChildProcess;
  const [first, second] = [join(folder, "one.cfg"), join(folder, "two.cfg")];

  const ask = (command: string) => askSocket(join(folder, "sock"), command);
  const monitors = () =>
    Promise.all(
      ports.map(
        (port) =>
          new Promise<number | undefined>((resolve, reject) =>
            get({ host: "127.0.0.1", port, path: "/m", agent: false }, (answer) => {
              answer.resume();
              resolve(answer.statusCode);
            }).once("error", reject),
          ),
      ),
    );

  beforeAll(async () => {
    ports = await Promise.all(conditions.map(() => freePort()));
    const frontends = conditions.map(
      (condition, index) => `frontend f${index}
  bind 127.0.0.1:${ports[index]}
  monitor-uri /m
  acl few nbsrv(app) lt 2 # fewer than two
  http-request deny if { req.hdr(x-key) geheim } # and a password
  monitor fail ${condition}
`,
    );
    const head = `global
  stats socket ${join(folder, "sock")} level admin
defaults
  mode http
  timeout connect 1s
  timeout client 2s
  timeout server 2s
`;
    const text = `${head}${frontends.join("")}`;
    writeFileSync(first, text);
    writeFileSync(second, "backend app\n  server a 127.0.0.1:1\n  server b 127.0.0.1:1\n");
    process_ = spawn(program, ["-db", "-f", first, "-f", second], { stdio: "ignore" });
    const answers = () => ask("show info").catch(() => undefined);
    if (!(await poll(answers, { timeoutSec: 60, intervalMs: 50 }))) throw new Error("HAProxy does not run");
    // Before 2.3 a file may end without the end of a line.
    writeFileSync(first, text.trimEnd());
  });
  afterAll(() => {
    process_.kill();
    rmSync(folder, { recursive: true });
  });

  it("is what was read of its files, without their passwords", async () => {
    const text = execFileSync(
      "sh",
      ["-c", renderReadConfig({ pid: Number(process_.pid), socketPath: "/no/socket" })],
      { encoding: "utf8" },
    );
    expect(text).toMatch(/^backend app$/m);
    expect(text).not.toContain("geheim");
    const before = await monitors();
    await ask("set server app/a state maint");
    const after = await monitors();
    const turned = conditions.filter((_, index) => before[index] !== after[index]);
    const found = findTurning(parseServerRules(text), up("app/a", "app/b"), up("app/b"));
    expect(found.map(({ section }) => section)).toEqual(
      turned.map((condition) => `frontend f${conditions.indexOf(condition)}`),
    );
    expect(turned).toHaveLength(5);
  });
});
