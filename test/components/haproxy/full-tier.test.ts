import { createSocket } from "node:dgram";
import { connect as connectH2 } from "node:http2";
import { connect } from "node:net";
import { connect as connectTls } from "node:tls";
import { pollUntil } from "../../../sandbox/elb/poll-until";
import { describeHaproxies } from "../../support/haproxies";
import { type Asking, askTier, client, cookieOf, isEnded, read } from "./ask-tier";
import { FullTier } from "./full-tier";

/** Each feature of a tier, asked of HAProxies that run. */
let tier: FullTier;
const [edge, operator] = ["127.0.12.1", "127.0.14.1"];

const ask = (port: keyof FullTier["ports"], asking: Asking = {}) => askTier(tier, port, asking);

/** What a node says of the request that it got. */
async function told(port: keyof FullTier["ports"], asking: Asking = {}) {
  const { status, body } = await ask(port, asking);
  expect(status).toBe(200);
  return JSON.parse(body) as { node: string; kind: string; url: string; headers: Record<string, string> };
}

describeHaproxies("a tier with everything: $title", ({ program }) => {
  beforeAll(() => {
    tier = new FullTier(program);
    return tier.start();
  });
  afterAll(() => tier.end());

  it.each([
    ["console", "ei.example", "/"],
    ["console", "portal.example", "/apis"],
    ["gateway", "portal.example", "/api"],
    ["gateway", "PORTAL.example:443", "/api/am/v4?x=1"],
    ["gateway", "portal.example", "/oauth2;jsessionid=1"],
    ["gateway", "gw.example", "/carbon"],
    ["gateway", "eu.gw.example", "/"],
    ["console", "notgw.example", "/"],
  ])("sends to the %s what asks %s for %s", async (kind, host, path) => {
    expect(await told("https", { host, path })).toMatchObject({ kind, url: path });
  });

  it("speaks HTTP/2, and TLS of today alone", async () => {
    const session = connectH2(`https://127.0.11.1:${tier.ports.https}`, {
      ca: tier.ca,
      servername: "ei.example",
    });
    const status = await new Promise((resolve, reject) => {
      session.once("error", reject);
      const stream = session.request({ ":path": "/", ":authority": "ei.example" });
      stream.once("response", (headers) => resolve(headers[":status"])).resume();
    });
    session.close();
    expect(status).toBe(200);
    const offer = (options: object) =>
      new Promise<string>((resolve) => {
        const to = { host: "127.0.11.1", port: tier.ports.https, ca: tier.ca, servername: "ei.example" };
        const socket = connectTls({ ...to, ...options }, () => {
          resolve(`${socket.getProtocol()} ${socket.getCipher().name}`);
          socket.destroy();
        });
        socket.once("error", () => resolve("refused"));
      });
    const weak = { ciphers: "DEFAULT:@SECLEVEL=0" };
    expect(await offer({ ...weak, minVersion: "TLSv1", maxVersion: "TLSv1.1" })).toBe("refused");
    const old = { maxVersion: "TLSv1.2", ciphers: "ECDHE-ECDSA-AES256-SHA:@SECLEVEL=0" };
    expect(await offer(old)).toBe("refused");
    expect(await offer({ maxVersion: "TLSv1.2" })).toMatch(/^TLSv1\.2 ECDHE-ECDSA-.*(GCM|CHACHA20)/);
    expect(await offer({})).toMatch(/^TLSv1\.3 /);
  });

  it("tells browsers to come by TLS, and sends there who does not", async () => {
    const here = await ask("http", { path: "/a?b=c" });
    expect([here.status, here.headers.location]).toEqual([308, "https://ei.example/a?b=c"]);
    expect(here.headers["strict-transport-security"]).toBeUndefined();
    const made = await ask("http", { headers: { "x-forwarded-proto": "https" } });
    expect(made.status).toBe(308);
    const byEdge = await ask("http", { from: edge, headers: { "x-forwarded-proto": "https" } });
    expect([byEdge.status, byEdge.headers["strict-transport-security"]]).toEqual([200, "max-age=86400"]);
    const secured = await ask("https");
    expect(secured.headers["strict-transport-security"]).toBe("max-age=86400; includeSubDomains");
  });

  it("passes TLS on by the name that it asks for, and no other", async () => {
    const passed = await told("passthrough", { servername: "ei.example" });
    expect(passed.kind).toBe("gateway");
    expect(Object.keys(passed.headers).filter((name) => name.includes("forwarded"))).toEqual([]);
    await expect(ask("passthrough", { servername: "other.example" })).rejects.toThrow();
  });

  it("hears of the client by the PROXY protocol from the edge alone, and tells of it likewise", async () => {
    const onward = await told("https", { host: "onward.example", headers: { "x-forwarded-for": "6.6.6.6" } });
    expect(onward.headers["x-forwarded-for"]).toBe(client);
    const direct = await told("proxied", { headers: { "x-forwarded-for": "6.6.6.6" } });
    expect(direct.headers["x-forwarded-for"]).toBe(client);
    await expect(ask("proxied", { from: edge })).rejects.toThrow();
    const socket = connect({ host: "127.0.11.1", port: tier.ports.proxied, localAddress: client });
    const made = "PROXY TCP4 6.6.6.6 127.0.11.1 1 2\r\nGET / HTTP/1.0\r\n\r\n";
    expect(await read(socket, made)).toContain("400 Bad request");
  });

  it("keeps a client on its node by a prefix, by a cookie of its own, and by no means at a gateway", async () => {
    const nodesOf = async (host: string, cookie: string) =>
      new Set(
        await Promise.all(
          Array.from({ length: 6 }, async () => (await told("https", { host, headers: { cookie } })).node),
        ),
      );
    const first = await ask("https");
    const [prefixed = ""] = cookieOf(first);
    const { node } = JSON.parse(first.body);
    expect(prefixed).toMatch(new RegExp(`^JSESSIONID=${node}~0{250}${node}`));
    expect(await nodesOf("ei.example", prefixed)).toEqual(new Set([node]));
    const inserted = await ask("https", { host: "inserted.example" });
    const own = cookieOf(inserted).find((each) => each.startsWith("SRV="));
    expect(own).toBe(`SRV=${JSON.parse(inserted.body).node}`);
    expect(cookieOf(inserted)).toContainEqual(expect.stringMatching(/^JSESSIONID=0{250}node/));
    expect(await nodesOf("inserted.example", own ?? "")).toEqual(new Set([JSON.parse(inserted.body).node]));
    expect(await nodesOf("gw.example", prefixed)).toEqual(new Set(["node1", "node2"]));
  });

  it("remembers sessions in a table that the other HAProxy and the next process know", async () => {
    const host = "table.example";
    const first = await Promise.all(Array.from({ length: 4 }, () => ask("https", { host })));
    const sessions = first.map(
      (answer) => [cookieOf(answer)[0] ?? "", JSON.parse(answer.body).node] as const,
    );
    expect(new Set(sessions.map(([, node]) => node)).size).toBe(2);
    const sees = async (to: string) => {
      for (const [cookie, node] of sessions) {
        for (let again = 0; again < 3; again++) {
          expect((await told("https", { host, to, headers: { cookie } })).node).toBe(node);
        }
      }
    };
    const known = async (name: string) =>
      (await tier.ask(name, "show table table")).includes(`used:${sessions.length}`) || undefined;
    await pollUntil("the other one to know", 10, () => known("haproxy2"));
    await sees("127.0.11.2");
    await tier.startHaproxy("haproxy1");
    await pollUntil("the next process to know", 10, () => known("haproxy1"));
    await sees("127.0.11.1");
    await told("https", { host, headers: { cookie: "JSESSIONID=made-up" } });
    expect(await tier.ask("haproxy1", "show table table")).not.toContain("made-up");
  });

  it("waits longer where that is said, and not elsewhere", async () => {
    const [slow, short, late] = await Promise.all([
      ask("https", { host: "gw.example", path: "/slow/export" }),
      ask("https", { host: "gw.example", path: "/slow/short/1" }),
      ask("https", { host: "gw.example", path: "/late" }),
    ]);
    expect([slow.status, short.status, late.status]).toEqual([200, 504, 504]);
  });

  it("sends a request once that may have had an effect", async () => {
    const before = tier.asked.length;
    const post = await ask("https", { path: "/drop", method: "POST" });
    const get = await ask("https", { path: "/drop" });
    const seen = tier.asked.slice(before);
    expect([post.status, get.status]).toEqual([502, 502]);
    expect(seen.filter((each) => each === "POST /drop")).toHaveLength(1);
    expect(seen.filter((each) => each === "GET /drop").length).toBeGreaterThan(1);
  });

  it("limits what one client may do, whoever brings its requests", async () => {
    const statuses = async (asking: Asking, count: number) => {
      const all: (number | undefined)[] = [];
      for (let each = 0; each < count; each++) all.push((await ask("limited", asking)).status);
      return all;
    };
    expect(await statuses({ from: "127.0.13.1" }, 6)).toEqual([200, 200, 200, 200, 200, 429]);
    expect(await statuses({ from: "127.0.13.2" }, 1)).toEqual([200]);
    const behind = { from: edge, headers: { "x-forwarded-for": "9.9.9.9, 8.8.8.8" } };
    expect(await statuses(behind, 6)).toEqual([200, 200, 200, 200, 200, 429]);
    expect(await statuses({ from: edge, headers: { "x-forwarded-for": "8.8.8.8, 7.7.7.7" } }, 1)).toEqual([
      200,
    ]);
    const open = Array.from({ length: 5 }, () =>
      connect({ host: "127.0.11.1", port: tier.ports.limited, localAddress: "127.0.13.3" }),
    );
    const ended = await Promise.all(open.map((socket) => isEnded(socket)));
    expect(ended.filter(Boolean)).toHaveLength(2);
    for (const socket of open) socket.destroy();
  });

  it("shows its statistics and numbers to operators", async () => {
    const page = { from: operator, headers: {} };
    const refused = await ask("stats", page);
    expect([refused.status, refused.headers["www-authenticate"]]).toEqual([401, 'Basic realm="HAProxy"']);
    const withPassword = (password: string) =>
      ask("stats", {
        from: operator,
        headers: { authorization: `Basic ${Buffer.from(`admin:${password}`).toString("base64")}` },
      });
    expect((await withPassword("wrong")).status).toBe(401);
    expect((await withPassword("it's secret")).body).toContain("Statistics Report");
    const metrics = await ask("metrics", { from: operator, path: "/metrics" });
    expect(metrics.body).toContain('haproxy_backend_status{proxy="gateway",state="UP"} 1');
    for (const port of ["stats", "metrics"] as const) await expect(ask(port)).rejects.toThrow();
  });

  it("writes its log to a syslog server", async () => {
    const server = createSocket("udp4");
    const line = new Promise<string>((resolve) =>
      server.on("message", (text) =>
        String(text).includes("GET /logged") ? resolve(String(text)) : undefined,
      ),
    );
    await new Promise<void>((resolve) => server.bind(tier.ports.syslog, "127.0.0.1", resolve));
    await ask("https", { path: "/logged" });
    expect(await line).toMatch(/^<134>1 \d{4}-\d\d-\d\dT\S+ \S+ haproxy \d+ .*127\.0\.13\.7/);
    server.close();
  });

  it("says that it is ready", async () => {
    expect((await ask("readiness", { path: "/ready" })).status).toBe(200);
  });
});
