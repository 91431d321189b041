import { whyNoMachines } from "../../sandbox/prerequisites";
import { signInOnce, signOutOfAll, throughTheFront } from "./support/sso-browser";
import { type SsoOnLoopback, startSso } from "./support/sso-on-loopback";

const why = whyNoMachines();
const minute = 60_000;

const keptBy = (product: string) => [`${product}.commonAuthId`, `${product}.opbs`];

/** The product's own names, on its paths as the front has them. */
const cookiesOfPortal = (name: string) => ({
  [`/apim-api/am/${name}/`]: ["AM_ACC_TOKEN_DEFAULT_P2"],
  [`/apim-${name}/`]: [
    "AM_ACC_TOKEN_DEFAULT_P2",
    "AM_REF_TOKEN_DEFAULT_P2",
    "CLIENT_ID",
    `${name.toUpperCase()}_SESSION_STATE`,
    "WSO2_AM_REFRESH_TOKEN_1_Default",
    "WSO2_AM_TOKEN_1_Default",
  ].sort(),
  [`/apim-${name}/services/logout`]: ["AM_ID_TOKEN_DEFAULT_P1", "AM_ID_TOKEN_DEFAULT_P2"],
});

(why ? describe.skip : describe)("API Manager and Identity Server behind one Apache, in a browser", () => {
  let sso: SsoOnLoopback;

  beforeAll(async () => {
    sso = await startSso();
  }, 20 * minute);
  afterAll(() => sso?.stop(), minute);

  it("let nobody in with another password", () =>
    throughTheFront(sso.at, async (browser) => {
      await browser.look("/apim-publisher/");
      expect(await browser.signIn("admin", "another")).toMatchObject({
        status: 200,
        url: expect.stringContaining(`${browser.origin}/is-authenticationendpoint/login.do?`),
        asksToSignIn: true,
      });
      expect(await browser.text("#error-msg")).toBe("Login failed.");
    }));

  it("are reached by one sign-in, on the public host alone, until one signs out of either", () =>
    throughTheFront(sso.at, async (browser) => {
      await signInOnce(browser, "admin", sso.password);
      // Publisher and developer portal are opened both, and each session is its own product's.
      await browser.look("/apim-publisher/");
      expect(await browser.session()).toBe("unchanged");
      expect(await browser.cookies()).toEqual({
        "/": ["WSO2_APIM", "WSO2_IS", ...keptBy("apim"), ...keptBy("is")],
        "/is-authenticationendpoint": ["JSESSIONID"],
        ...cookiesOfPortal("publisher"),
        ...cookiesOfPortal("devportal"),
      });
      await signOutOfAll(browser);
      expect((await browser.cookies())["/"]).toEqual(["WSO2_APIM", "WSO2_IS"]);
      expect(browser.strayed).toEqual([]);
      expect(browser.failed).toEqual([]);
    }));

  it("are reached by SAML as well, with the login form that posts to it", () =>
    throughTheFront(sso.at, async (browser) => {
      const asked = new URLSearchParams({
        ...{ response_type: "code", client_id: "apim_publisher", state: "/apis", fidp: "saml" },
        redirect_uri: `${browser.origin}/publisher/services/auth/callback/login`,
      });
      const login = await browser.look(`/apim-oauth2/authorize?${asked}`);
      expect(login).toMatchObject({ asksToSignIn: true, url: expect.stringContaining("&type=samlsso") });
      expect(await browser.signIn("admin", sso.password)).toEqual({
        status: 200,
        url: `${browser.origin}/apim-publisher/apis`,
        user: "admin",
        asksToSignIn: false,
      });
      expect(await browser.look("/is-console")).toMatchObject({ status: 200, user: "admin" });
      expect([browser.strayed, browser.failed]).toEqual([[], []]);
    }));
});
