import type { Page, Response } from "playwright-core";
import { type BrowserPage, openPage, type Site } from "./open-page";

/** What the browser shows after a step. */
export interface SsoView {
  /** Of the page itself, after redirects; 0 where the connection was cut. */
  readonly status: number;
  readonly url: string;
  /** Who is signed in; undefined where the page asks to sign in, or shows nothing. */
  readonly user?: string;
  /** Whether it is Identity Server's login page. */
  readonly asksToSignIn: boolean;
}

/** A page that has come to rest: it names somebody, has a login form, or says that one is signed out. */
const settled = "#user:not(:empty), #loginForm, #out";

/** The products' pages behind one front, in a real browser, as somebody uses them who knows its public name alone. */
export class SsoBrowser {
  /** Requests that left the public name. */
  readonly strayed: string[] = [];
  /** Answers with an error, and requests without any: `502 https://...`. */
  readonly failed: string[] = [];
  private readonly page: Page;
  private last: Response | undefined;

  private constructor(
    private readonly opened: BrowserPage,
    readonly origin: string,
  ) {
    this.page = opened.page;
    this.page.on("request", (request) => {
      if (/^(https?|wss?):/.test(request.url()) && new URL(request.url()).origin !== origin)
        this.strayed.push(request.url());
    });
    this.page.on("requestfailed", (request) => {
      const why = request.failure()?.errorText ?? "";
      // A page that goes on to the next one leaves what it has asked.
      if (why !== "net::ERR_ABORTED") this.failed.push(`${why} ${request.url()}`);
    });
    this.page.on("response", (response) => {
      if (response.status() >= 400) this.failed.push(`${response.status()} ${response.url()}`);
      const request = response.request();
      if (request.isNavigationRequest() && request.frame() === this.page.mainFrame()) this.last = response;
    });
  }

  /** @param port Of the front. @default 443 */
  static async open(site: Site, port = 443): Promise<SsoBrowser> {
    const origin = `https://${site.host}${port === 443 ? "" : `:${port}`}`;
    return new SsoBrowser(await openPage(site), origin);
  }

  /** Asks for a page, and waits until it has come to rest. */
  async look(path: string): Promise<SsoView> {
    this.last = undefined;
    await this.page.goto(`${this.origin}${path}`, { waitUntil: "commit" });
    return this.rest();
  }

  /** Fills in the login form that is shown and sends it, as a hand would. */
  async signIn(user: string, password: string): Promise<SsoView> {
    await this.page.locator("#usernameUserInput").fill(user);
    await this.page.locator("#password").fill(password);
    await Promise.all([this.page.waitForEvent("load"), this.page.locator("button[type=submit]").click()]);
    return this.rest();
  }

  /** Follows the link that signs out of the product that is shown. */
  async signOut(): Promise<SsoView> {
    await this.page.locator("#logout").click();
    await this.page.locator("#out").waitFor();
    return this.rest();
  }

  /** Waits until the page that is shown says by itself that one is signed out. */
  async untilSignedOut(): Promise<SsoView> {
    await this.page.locator("#out").waitFor();
    return this.rest();
  }

  /** What the portal's page has heard of the session that it watches: `unchanged`. */
  session(): Promise<string> {
    return this.page.locator("#session:not(:empty)").innerText();
  }

  /** What is shown of an element: `#node`. */
  text(selector: string): Promise<string> {
    return this.page.locator(selector).innerText();
  }

  /** Names of all that the browser keeps, by path. */
  async cookies(): Promise<Record<string, string[]>> {
    const byPath: Record<string, string[]> = {};
    for (const { name, path } of await this.page.context().cookies())
      byPath[path] = [...(byPath[path] ?? []), name].sort();
    return byPath;
  }

  /** Writes a picture of what is shown, PNG. */
  async picture(file: string): Promise<void> {
    await this.page.screenshot({ path: file });
  }

  close(): Promise<void> {
    return this.opened.close();
  }

  private async rest(): Promise<SsoView> {
    const failed = this.page
      .waitForEvent(
        "response",
        (response) => response.status() >= 400 && response.request().isNavigationRequest(),
      )
      .catch(() => {});
    const isBroken = this.last !== undefined && this.last.status() >= 400;
    if (!isBroken) await Promise.race([this.page.locator(settled).first().waitFor(), failed]).catch(() => {});
    const shown = async (selector: string) => (await this.page.locator(selector).count()) > 0;
    const user = (await shown("#user")) ? await this.text("#user") : "";
    return {
      status: this.last?.status() ?? 0,
      url: this.page.url(),
      ...(user ? { user } : {}),
      asksToSignIn: await shown("#loginForm"),
    };
  }
}
