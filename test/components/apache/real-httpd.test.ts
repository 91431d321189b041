import { connect } from "node:net";
import { poll } from "../../../components/remote/poll";
import { describeHttpds } from "../../support/httpds";
import type { RunningHttpd } from "./run-httpd";
import { host, type SiteFixture, startSite } from "./site-fixture";

const front = `https://${host}`;

describeHttpds("a site on $title", (httpd) => {
  let site: SiteFixture;
  let running: RunningHttpd;

  const node = (key: string) => site.node(key);
  const seen = () => site.nodes.flatMap(({ key, asked }) => asked.map((each) => ({ key, ...each })));
  const at = (location: string) => `?location=${encodeURIComponent(location)}`;
  const cookie = (text: string) => `?cookie=${encodeURIComponent(text)}`;

  beforeAll(async () => {
    site = await startSite(httpd, "127.0.13");
    running = site.running;
  });

  afterAll(() => site?.stop());

  it("is what configtest takes, without a warning", async () => {
    expect(await running.test()).toBe("Syntax OK");
  });

  it.each([
    ["/apim-token", "apim", "/oauth2/token"],
    ["/apim-oauth2/authorize?a=b%20c", "apim", "/oauth2/authorize?a=b%20c"],
    ["/apim-t/acme/weather/1.0/a%2Fb", "apim", "/t/acme/weather/1.0/a%2Fb"],
    ["/apim-authenticationendpoint/login.do", "apim", "/authenticationendpoint/login.do"],
    ["/apim-commonauth", "apim", "/commonauth"],
    ["/apim-publisher/apis", "apim", "/publisher/apis"],
    ["/is-samlsso", "is", "/samlsso"],
    ["/is-authenticationendpoint/login.do", "is", "/authenticationendpoint/login.do"],
    ["/is-commonauth", "is", "/commonauth"],
    ["/is-console", "is", "/console"],
  ])("leads %s to %s%s", async (path, product, wanted) => {
    expect((await running.get(path)).status).toBe(200);
    const asked = seen().filter(({ url }) => url === wanted);
    expect(asked.map(({ key }) => key.replace(/\d$/, ""))).toContain(product);
    expect(asked.at(-1)?.headers).toMatchObject({
      host,
      "x-forwarded-proto": "https",
      "x-forwarded-host": host,
    });
  });

  it.each([
    [
      "the site's host",
      "/apim-commonauth",
      `${front}/authenticationendpoint/login.do?x=1`,
      `${front}/apim-authenticationendpoint/login.do?x=1`,
    ],
    [
      "plain HTTP and a port",
      "/apim-commonauth",
      `http://${host}:9763/oauth2/authorize`,
      `${front}/apim-oauth2/authorize`,
    ],
    [
      "localhost, as the seed has it",
      "/is-commonauth",
      "https://localhost:9443/commonauth?y",
      `${front}/is-commonauth?y`,
    ],
    [
      "the same path of the other product",
      "/is-commonauth",
      `${front}/oauth2/authorize`,
      `${front}/is-oauth2/authorize`,
    ],
    [
      "a relative one",
      "/is-samlsso",
      "/authenticationendpoint/login.do",
      `${front}/is-authenticationendpoint/login.do`,
    ],
    [
      "the console's way around",
      "/apim-commonauth",
      "https://localhost:9443/carbon/../authenticationendpoint/a",
      `${front}/apim-authenticationendpoint/a`,
    ],
    [
      "the node's own name",
      "/apim-publisher",
      "https://127.0.13.1:9443/publisher/",
      `${front}/apim-publisher/`,
    ],
    [
      "a path that has a short way too",
      "/apim-oauth2",
      `${front}/oauth2/token`,
      `${front}/apim-oauth2/token`,
    ],
    ["no path that only begins so", "/apim-oauth2", `${front}/oauth22/token`, `${front}/oauth22/token`],
    [
      "a name inside that leads nowhere",
      "/apim-oauth2",
      "https://127.0.13.2:9443/nowhere",
      `${front}/nowhere`,
    ],
    ["the front already", "/apim-commonauth", `${front}/is-oauth2/authorize`, `${front}/is-oauth2/authorize`],
    [
      "an identity provider elsewhere",
      "/apim-commonauth",
      "https://login.example.org/commonauth",
      "https://login.example.org/commonauth",
    ],
    [
      "what a query says",
      "/apim-commonauth",
      `https://login.example.org/?r=${front}/commonauth`,
      `https://login.example.org/?r=${front}/commonauth`,
    ],
  ])("sends a redirect to %s to the front", async (_, path, location, wanted) => {
    const answer = await running.get(`${path}${at(location)}`);
    expect([answer.status, answer.location]).toEqual([302, wanted]);
  });

  it.each([
    [
      "the path",
      "/apim-authenticationendpoint/x",
      "a=1; Path=/authenticationendpoint; Secure",
      "a=1; Path=/apim-authenticationendpoint; Secure",
    ],
    ["a path below", "/apim-publisher/x", "a=1; Path=/publisher/y", "a=1; Path=/apim-publisher/y"],
    [
      "all paths: with the product's name",
      "/apim-commonauth",
      "commonAuthId=1; Path=/; Secure",
      "apim.commonAuthId=1; Path=/; Secure",
    ],
    [
      "the host of the node",
      "/is-commonauth",
      "a=1; Domain=localhost; Path=/commonauth",
      `a=1; Domain=${host}; Path=/is-commonauth`,
    ],
  ])("sends a cookie back with %s", async (_, path, sent, wanted) => {
    expect((await running.get(`${path}${cookie(sent)}`)).cookies).toContain(wanted);
  });

  it("gives each product its own cookies alone", async () => {
    const all = "is.commonAuthId=i; apim.commonAuthId=a; other=o; apim.opbs=p";
    await running.get("/apim-commonauth?own", { cookie: all });
    await running.get("/is-commonauth?own", { cookie: all });
    const own = seen().filter(({ url }) => url.endsWith("?own"));
    expect(own.map(({ url, headers }) => [url, headers.cookie])).toEqual([
      ["/commonauth?own", "commonAuthId=a; other=o; opbs=p"],
      ["/commonauth?own", "commonAuthId=i; other=o"],
    ]);
  });

  it("keeps a client with its node by a cookie, and shares out those without one", async () => {
    const first = await running.get("/apim-publisher");
    const [given = ""] = first.cookies;
    expect(given).toMatch(/^WSO2_APIM=\.apim[12]; Path=\/; Secure; HttpOnly; SameSite=None$/);
    const again = await Promise.all(
      Array.from({ length: 8 }, () => running.get("/apim-publisher", { cookie: given.split(";")[0] ?? "" })),
    );
    expect(new Set(again.map(({ body }) => body))).toEqual(new Set([first.body]));
    expect(again.flatMap(({ cookies }) => cookies)).toEqual([]);
    // Those of the session count: the other node is first given as many.
    const others = await Promise.all(Array.from({ length: 40 }, () => running.get("/apim-publisher")));
    expect(new Set(others.map(({ body }) => body))).toEqual(new Set(["apim1", "apim2"]));
  });

  it("refuses TRACE, other names, unmapped paths, and OPTIONS where no other site has business", async () => {
    const status = async (path: string, method = "GET", headers: Record<string, string> = {}) =>
      (await running.get(path, headers, method)).status;
    expect(await status("/apim-publisher", "TRACE")).toBe(405);
    expect(await status("/apim-publisher", "OPTIONS")).toBe(405);
    expect(await status("/apim-token", "OPTIONS")).toBe(200);
    expect(await status("/apim-t/a", "OPTIONS")).toBe(200);
    expect(await status("/apim-publisher", "GET", { host: "127.0.0.1" })).toBe(421);
    expect(await status("/apim-tokens")).toBe(404);
    expect(await status("/nowhere")).toBe(404);
    expect(await status("/")).toBe(404);
  });

  it.each(["stranger", "misnamed"])("sends nothing to a node whose certificate is %s", async (key) => {
    const answer = await running.get(`/${key}`);
    expect([500, 502, 503]).toContain(answer.status);
    expect(node(key).asked).toEqual([]);
  });

  it("shows the manager on loopback by the site's name, whatever a header says of the client", async () => {
    const byPort = async (port: number, address: string, headers: Record<string, string>) => {
      const socket = connect({ port, host: "127.0.0.1", localAddress: address });
      const lines = Object.entries({ Host: host, Connection: "close", ...headers }).map((each) =>
        each.join(": "),
      );
      socket.end(`GET /balancer-manager HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n`);
      let text = "";
      for await (const chunk of socket) text += chunk;
      return text.split(" ")[1];
    };
    const { port = 0, managerPort = 0 } = running.site;
    expect(await byPort(managerPort, "127.0.0.1", {})).toBe("200");
    expect(await byPort(managerPort, "127.0.0.1", { Host: `${host}:${managerPort}` })).toBe("200");
    expect(await byPort(port, "127.0.0.2", {})).toBe("403");
    expect(await byPort(port, "127.0.0.2", { "X-Forwarded-For": "127.0.0.1" })).toBe("403");
    expect(await byPort(managerPort, "127.0.0.1", { Host: "evil.example" })).toBe("403");
  });

  it("writes a log for each product", async () => {
    await running.get("/apim-publisher/logged");
    await running.get("/is-console/logged");
    const lines = (name: string) =>
      running
        .log(name)
        .split("\n")
        .filter((each) => each.includes("/logged"));
    await poll(async () => lines("wso2-is.access.log").length > 0 || undefined, {
      timeoutSec: 10,
      intervalMs: 50,
    });
    expect(lines("wso2-apim.access.log")).toEqual([
      expect.stringMatching(/"GET \/apim-publisher\/logged HTTP.* apim[12] \d+$/),
    ]);
    expect(lines("wso2-is.access.log")).toEqual([
      expect.stringMatching(/"GET \/is-console\/logged HTTP.* is1 \d+$/),
    ]);
    expect(lines("wso2-site.access.log")).toEqual([]);
  });
});
