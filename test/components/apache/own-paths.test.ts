import { planSite } from "../../../components/apache/plan-site";
import { renderOwnPaths } from "../../../components/apache/render-own-paths";
import { describeHttpds } from "../../support/httpds";
import { exampleSite } from "./example";
import { host, type SiteFixture, startSite } from "./site-fixture";

const seen = (site: SiteFixture, path: string) =>
  site.nodes.flatMap(({ asked }) => asked).findLast(({ url }) => url.includes(path.replace(/^\/\w+-/, "/")));

const front = `https://${host}`;
const page = (path: string) => ({ referer: `${front}${path}` });

describeHttpds("what pages ask by their product's own path, on $title", (httpd) => {
  let site: SiteFixture;

  beforeAll(async () => {
    site = await startSite(httpd, "127.0.14");
  });
  afterAll(() => site?.stop());

  it.each<[string, string, string, Record<string, string>?]>([
    [
      "a callback in a query",
      "/publisher/services/auth/callback/login?code=a%2Fb&state=%2Fapis",
      "/apim-publisher/services/auth/callback/login?code=a%2Fb&state=%2Fapis",
    ],
    ["a portal's link", "/devportal", "/apim-devportal"],
    [
      "a name within a path that has a / in it",
      "/publisher/apis/a%2Fb%20c",
      "/apim-publisher/apis/a%2Fb%20c",
    ],
    [
      "of the page that asks",
      "/api/am/publisher/v4/apis",
      "/apim-api/am/publisher/v4/apis",
      page("/apim-publisher/apis"),
    ],
    [
      "of the page that asks, the other one",
      "/api/server/v1?x",
      "/is-api/server/v1?x",
      page("/is-console?code=1"),
    ],
    ["a login form", "/commonauth", "/is-commonauth", page("/is-authenticationendpoint/login.do?a=b")],
    [
      "a login form of the other one",
      "/commonauth",
      "/apim-commonauth",
      page("/apim-authenticationendpoint/login.do"),
    ],
    ["a page that tells nobody where it is", "/oauth2/token", "/is-oauth2/token"],
    [
      "a page of another site",
      "/oauth2/token",
      "/is-oauth2/token",
      { referer: "https://evil.example/apim-oauth2" },
    ],
    [
      "a page of a host that begins so",
      "/oauth2/token",
      "/is-oauth2/token",
      { referer: `${front}.evil.example/apim-publisher` },
    ],
  ])("is sent to where the front has it: %s", async (_, path, wanted, headers = {}) => {
    const answer = await site.running.get(path, headers);
    expect([answer.status, answer.location]).toEqual([307, `${front}${wanted}`]);
  });

  it("keeps the method and the body of a form, which the product then gets", async () => {
    const headers = {
      ...page("/is-authenticationendpoint/login.do"),
      "content-type": "text/plain",
      "content-length": "3",
    };
    const { status, location = "" } = await site.running.get("/commonauth", headers, "POST", "a=b");
    expect(status).toBe(307);
    await site.running.get(new URL(location).pathname, headers, "POST", "a=b");
    expect(site.node("is1").asked.at(-1)).toMatchObject({ method: "POST", url: "/commonauth" });
  });

  it.each(["/", "/nowhere", "/publisherx", "/publisher2/a", "/x"])(
    "is nothing else: %s is 404",
    async (path) => {
      expect((await site.running.get(path)).status).toBe(404);
    },
  );

  it.each([
    ["/apim-oidc/checksession", 'x = "apim.opbs=";'],
    ["/is-oidc/checksession", 'x = "is.opbs=";'],
    ["/is-t/acme/oidc/checksession", 'x = "is.opbs=";'],
    ["/is-oidc/logout", 'x = "opbs=";'],
  ])(
    "reads the product's own cookie of the session's state in the frame that watches it: %s",
    async (path, wanted) => {
      const query = new URLSearchParams({ type: "text/html", body: 'x = "opbs=";' });
      const { body } = await site.running.get(`${path}?${query}`, { "accept-encoding": "gzip" });
      expect(body).toBe(wanted);
      expect(seen(site, path)?.headers["accept-encoding"]).toBe(
        path.endsWith("checksession") ? undefined : "gzip",
      );
    },
  );

  it("does not touch what is mapped, nor what Apache answers by itself", async () => {
    expect((await site.running.get("/apim-publisher?/publisher/x")).status).toBe(200);
    expect((await site.running.get("/is-console/publisher/x", page("/apim-publisher"))).status).toBe(200);
    expect((await site.running.get("/wso2-front-ready")).status).toBe(200);
  });
});

const rules = (change: Partial<typeof exampleSite> = {}) =>
  renderOwnPaths(planSite({ ...exampleSite, ...change }), "mapped").join("\n");

it("leaves a path that several products have, asked by nobody's page, alone without a loginProduct", () => {
  const unconditional = (text: string) =>
    text
      .split("\n")
      .filter((line, index, all) => /\/oauth2\(/.test(line) && !/REFERER/.test(all[index - 1] ?? ""));
  expect(unconditional(rules())).toEqual([]);
  expect(unconditional(rules({ loginProduct: "is" }))).toHaveLength(1);
});

it("leaves a path alone that the front itself has", () => {
  const own = [{ from: "/publisher", to: "/publisher" }];
  const { apim } = exampleSite.products;
  expect(apim && rules({ products: { apim: { ...apim, mappings: own } } })).toBe("");
});
