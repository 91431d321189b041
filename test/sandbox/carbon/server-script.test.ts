import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import execa from "execa";
import { packageRoot } from "../../../sandbox/paths";

/** The real script, with a `java` that notes its arguments in place of a server. */
let root: string;
let home: string;

const fakeJava = `#!/bin/sh
echo "$@" >> "$NOTES"
sleep "\${JAVA_SLEEPS:-0}" &
echo $! > "$CARBON_HOME/wso2carbon.pid"
wait $!
[ "$(wc -l < "$NOTES")" -le "\${JAVA_RESTARTS:-0}" ] && exit 121
exit 0
`;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "server-script-"));
  home = join(root, "home");
  for (const directory of ["home/bin", "home/tmp", "java/bin"])
    mkdirSync(join(root, directory), { recursive: true });
  copyFileSync(
    join(packageRoot, "sandbox/carbon/pack/common/bin/server.sh"),
    join(home, "bin/integrator.sh"),
  );
  chmodSync(join(home, "bin/integrator.sh"), 0o755);
  writeFileSync(join(home, "bin/version.txt"), "WSO2 Enterprise Integrator v6.6.0\n");
  writeFileSync(join(home, "bin/wso2carbon-version.txt"), "stand-in\n");
  writeFileSync(join(root, "java/bin/java"), fakeJava, { mode: 0o755 });
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

const run = (args: string[], env: Record<string, string> = {}, script = join(home, "bin/integrator.sh")) =>
  execa(script, args, {
    env: { JAVA_HOME: join(root, "java"), NOTES: join(root, "notes"), PATH: process.env.PATH, ...env },
    extendEnv: false,
    reject: false,
    all: true,
  });

const notes = () =>
  existsSync(join(root, "notes")) ? readFileSync(join(root, "notes"), "utf8").trim().split("\n") : [];
const pid = () => Number(readFileSync(join(home, "wso2carbon.pid"), "utf8"));

async function until(condition: () => boolean): Promise<void> {
  const deadline = Date.now() + 5000;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error("The condition did not become true in 5 s");
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

test("run stays in the foreground and passes memory, JAVA_OPTS and arguments to java", async () => {
  const env = { JAVA_OPTS: "-Dstandin.startSeconds=1 -Da=b" };
  expect((await run(["run", "-DnodeId=n1"], env)).exitCode).toBe(0);
  expect(notes()).toHaveLength(1);
  expect(notes()[0]).toMatch(
    /^-Xms64m -Xmx256m .* -Dstandin\.startSeconds=1 -Da=b .* carbonstandin\.Main -DnodeId=n1$/,
  );
  expect(notes()[0]).toContain(`-Dcarbon.home=${home} `);
});

test("JVM_MEM_OPTS replaces the default", async () => {
  await run([], { JVM_MEM_OPTS: "-Xmx99m" });
  expect(notes()[0]).toMatch(/^-Xmx99m -XX/);
});

test("exit status 121 starts java again", async () => {
  await run([], { JAVA_RESTARTS: "2" });
  expect(notes()).toHaveLength(3);
});

test("start returns at once with 0, and again when it runs; stop ends it", async () => {
  const before = Date.now();
  const start = await run(["start"], { JAVA_SLEEPS: "30" });
  expect(start.exitCode).toBe(0);
  expect(Date.now() - before).toBeLessThan(2000);
  await until(() => existsSync(join(home, "wso2carbon.pid")) && pid() > 0);
  const server = pid();
  const again = await run(["--start"], { JAVA_SLEEPS: "30" });
  expect([again.exitCode, again.all]).toEqual([0, "Process is already running"]);
  expect((await run(["stop"])).exitCode).toBe(0);
  await until(() => !existsSync(`/proc/${server}`));
  expect(notes()).toHaveLength(1);
});

test("stop exits with 0 also when there is no pid file, or its process is gone", async () => {
  expect((await run(["stop"])).exitCode).toBe(0);
  writeFileSync(join(home, "wso2carbon.pid"), "4194304");
  expect((await run(["-stop"])).exitCode).toBe(0);
});

test("restart waits for the old process, then starts", async () => {
  await run(["start"], { JAVA_SLEEPS: "30" });
  await until(() => existsSync(join(home, "wso2carbon.pid")) && pid() > 0);
  const old = pid();
  expect((await run(["restart"], { JAVA_SLEEPS: "30" })).exitCode).toBe(0);
  expect(existsSync(`/proc/${old}`)).toBe(false);
  await until(() => notes().length === 2 && pid() !== old);
  await run(["stop"]);
});

test("version prints what is installed", async () => {
  expect((await run(["version"])).all).toBe("WSO2 Enterprise Integrator v6.6.0\nstand-in");
});

test("a link to the home is kept as the home", async () => {
  symlinkSync(home, join(root, "link"));
  await run([], {}, join(root, "link/bin/integrator.sh"));
  expect(notes()[0]).toContain(`-Dcarbon.home=${join(root, "link")} `);
});

test.each([
  ["", "Error: JAVA_HOME is not defined correctly.\n CARBON cannot execute java"],
  ["/nowhere", "Error: JAVA_HOME is not defined correctly.\n CARBON cannot execute /nowhere/bin/java"],
])("fails without a java: JAVA_HOME=%p", async (javaHome, message) => {
  const { exitCode, all } = await run(["start"], { JAVA_HOME: javaHome });
  expect([exitCode, all]).toEqual([1, message]);
});

test("fails without JAVA_HOME also where a java is named", async () => {
  const { exitCode, all } = await run([], { JAVA_HOME: "", JAVACMD: join(root, "java/bin/java") });
  expect([exitCode, all]).toEqual([1, "You must set the JAVA_HOME variable before running CARBON."]);
});
