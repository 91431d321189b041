import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ensurePack } from "../../sandbox/carbon";
import { ask, CarbonNode, statusOf, until } from "./carbon-node";

/** Far from the products' own ports and from those that the kernel gives to clients. */
const offset = 12_000;
const healthz = `http://127.0.0.1:${9191 + offset}/healthz`;
const traffic = `https://127.0.0.1:${8243 + offset}`;
const plainTraffic = `http://127.0.0.1:${8280 + offset}`;

let node: CarbonNode;

async function unpackMicroIntegrator(options = {}, toml = (text: string) => text): Promise<void> {
  const zip = await ensurePack("wso2mi", "4.4.0", () => {}, options);
  node = new CarbonNode("wso2mi-4.4.0", "micro-integrator.sh");
  await node.unpack(zip);
  const file = join(node.home, "conf/deployment.toml");
  const shifted = readFileSync(file, "utf8").replace("[server]", `[server]\noffset = ${offset}`);
  writeFileSync(file, toml(`${shifted}\n[cluster_config]\nnode_id = "node1"\n`));
}

const ready = () => until("/healthz answers 200", async () => (await statusOf(healthz)) === 200);
const gone = (pid: number) => until("the process is gone", () => !existsSync(`/proc/${pid}`));

/** Long enough to be looked at while it starts, also on a machine that stalls. */
const slowStart = "-Dstandin.startSeconds=15";

/** A server is ready a moment before it says so. */
const logged = (line: RegExp) => until(`the log ends with ${line}`, () => line.test(node.log().at(-1) ?? ""));

beforeAll(() => ensurePack("wso2mi", "4.4.0", () => {}), 300_000);

afterEach(() => node.remove());

describe("Micro Integrator stand-in", () => {
  test("start returns at once; ports open before it is ready; then it serves", async () => {
    await unpackMicroIntegrator();
    const { exitCode } = await node.run(["start"], slowStart);
    expect(exitCode).toBe(0);
    expect(await statusOf(healthz)).toBe(0);

    await until("a port is open", async () => (await statusOf(plainTraffic)) !== 0);
    expect(await statusOf(healthz)).toBe(500);
    expect(await statusOf(traffic)).toBe(503);

    await ready();
    await logged(
      /^\[\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3}\] {2}INFO \{CarbonServer\} - WSO2 Micro Integrator started in \d+\.\d\d seconds$/,
    );
    expect(await statusOf(healthz.replace("healthz", "liveness"))).toBe(200);
    expect((await ask(traffic, { tls: "TLSv1.2" })).status).toBe(200);
    expect((await ask(traffic, { tls: "TLSv1.3" })).status).toBe(200);

    const first = await ask(`${traffic}/orders?x=1`, { body: Buffer.alloc(70_000) });
    const answer = JSON.parse(first.text);
    expect(answer).toEqual({
      node: "node1",
      version: "4.4.0",
      sessionId: expect.stringMatching(/^[0-9A-F]{256}$/),
      sessionRequests: 1,
      bodyBytes: 70_000,
    });
    expect(first.headers["x-served-by"]).toBe("node1");
    const cookie = `JSESSIONID=${answer.sessionId}`;
    expect(first.headers["set-cookie"]).toEqual([`${cookie}; Path=/; Secure; HttpOnly`]);

    const second = await ask(`${plainTraffic}/orders`, { cookie });
    expect(JSON.parse(second.text)).toEqual({ ...answer, sessionRequests: 2, bodyBytes: 0 });
    expect(second.headers["set-cookie"]).toBeUndefined();

    const unknown = await ask(`${plainTraffic}/orders`, { cookie: "JSESSIONID=0123456789ABCDEF" });
    expect(JSON.parse(unknown.text)).toMatchObject({ sessionRequests: 1 });
    expect(unknown.headers["set-cookie"]?.[0]).toMatch(/^JSESSIONID=[0-9A-F]{256}; Path=\/; HttpOnly$/);
    expect(await statusOf(`${plainTraffic}/?delayMs=soon`)).toBe(400);
  });

  test("stop exits with 0 at once; requests in flight end, new ones are refused; then the process is gone", async () => {
    await unpackMicroIntegrator();
    await node.run(["start"], "-Dstandin.startSeconds=0");
    await ready();
    const pid = node.pid();
    const slow = Array.from({ length: 300 }, () =>
      ask(`${plainTraffic}/?delayMs=10000`, { body: Buffer.alloc(9) }),
    );
    await until("all are in flight", () => node.workers() >= 300);

    const { exitCode, ms } = await node.run(["stop"]);
    expect(exitCode).toBe(0);
    expect(ms).toBeLessThan(5000);
    await until("new connections are refused", async () => (await statusOf(plainTraffic)) === 0);
    expect(existsSync(`/proc/${pid}`)).toBe(true);

    const answers = await Promise.all(slow);
    expect(answers.map(({ status, text }) => [status, JSON.parse(text).bodyBytes])).toEqual(
      answers.map(() => [200, 9]),
    );
    await gone(pid);
    expect(existsSync(node.pidFile)).toBe(false);
    expect(node.log().at(-1)).toContain("Shutdown complete");
    expect((await node.run(["stop"])).exitCode).toBe(0);
  });

  test("after kill -9 the pid file is stale and start works again", async () => {
    await unpackMicroIntegrator();
    await node.run(["start"], "-Dstandin.startSeconds=0");
    await ready();
    const pid = node.pid();
    process.kill(pid, "SIGKILL");
    await gone(pid);
    expect(node.pid()).toBe(pid);
    await node.run(["start"], "-Dstandin.startSeconds=0");
    await ready();
    expect(node.pid()).not.toBe(pid);
  });

  test("fails its health check for good where a CApp is faulty, though its log says started", async () => {
    await unpackMicroIntegrator({ neverReady: true });
    await node.run(["start"], "-Dstandin.startSeconds=0");
    await until("started", () => node.log().some((line) => line.includes(" started in ")));
    const health = await ask(healthz);
    expect(health.status).toBe(500);
    expect(JSON.parse(health.text)).toEqual({
      status: "not ready",
      reason: "faulty CApps",
      faultyCApps: ["FaultyOrders_1.0.0"],
    });
    expect(await statusOf(traffic)).toBe(503);
    expect(node.log().filter((line) => line.includes("ERROR"))).toEqual([
      expect.stringContaining("Error occurred while deploying Carbon application FaultyOrders_1.0.0"),
    ]);
  });

  test("fails to start with a keystore that can't be opened, and says so in its log", async () => {
    await unpackMicroIntegrator({}, (toml) => toml.replace('password = "wso2carbon"', 'password = "other"'));
    await node.run(["start"]);
    await until("the error is logged", () => node.log().some((line) => line.includes("Shutdown complete")));
    expect(node.log()[0]).toMatch(
      /ERROR \{Main\} - The server could not start: Keystore .*wso2carbon\.jks \(JKS\) can't be read/,
    );
    await until("the pid file is gone", () => node.pid() === 0);
  });
});

test("Enterprise Integrator stand-in: its ports, its readiness URL, its files", async () => {
  node = new CarbonNode("wso2ei-6.6.0", "integrator.sh");
  await node.unpack(await ensurePack("wso2ei", "6.6.0", () => {}));
  const file = join(node.home, "conf/carbon.xml");
  writeFileSync(file, readFileSync(file, "utf8").replace("<Offset>0<", `<Offset>${offset}<`));
  const services = [
    "http://127.0.0.1:8280",
    "https://127.0.0.1:8243",
    "http://127.0.0.1:9763",
    "https://127.0.0.1:9443",
  ]
    .map((base) => base.replace(/\d{4}$/, (port) => String(Number(port) + offset)))
    .map((base) => `${base}/services/Version`);
  await node.run(["start", "-DnodeId=node2"], slowStart);
  await until("ports are open", async () => (await statusOf(services[0] ?? "")) !== 0);
  expect(await Promise.all(services.map(statusOf))).toEqual([503, 503, 503, 503]);
  await until("ready", async () => (await statusOf(services[1] ?? "")) === 200);
  expect(await Promise.all(services.map(statusOf))).toEqual([200, 200, 200, 200]);
  expect(JSON.parse((await ask(`${traffic}/`)).text)).toMatchObject({ node: "node2", version: "6.6.0" });
  await logged(/^TID: \[-1234\] \[\] \[.*\] {2}INFO \{CarbonServer\} - WSO2 Carbon started in \d+ sec$/);
});
