import type { Page } from "playwright-core";
import { type BrowserPage, openPage, type Site } from "./open-page";

/** What the browser shows after a step. */
export interface ConsoleView {
  /** Of the page itself, after redirects. */
  readonly status: number;
  readonly url: string;
  /** Who is signed in, `admin@carbon.super`; undefined where the server asks to sign in. */
  readonly user?: string;
  /** The node that HAProxy's part of the session's cookie names. */
  readonly node?: string;
}

const home = "/carbon/admin/index.jsp";

/** WSO2's management console in a real browser, as somebody uses it who knows its public name alone. */
export class ConsoleSession {
  /** Requests that left the public name: a redirect, an image or a form to a machine's own address. */
  readonly strayed: string[] = [];
  private readonly page: Page;
  private status = 0;

  private constructor(
    private readonly opened: BrowserPage,
    private readonly origin: string,
  ) {
    this.page = opened.page;
    this.page.on("request", (request) => {
      if (/^https?:/.test(request.url()) && new URL(request.url()).origin !== origin)
        this.strayed.push(request.url());
    });
    this.page.on("response", (response) => {
      if (response.request().isNavigationRequest()) this.status = response.status();
    });
  }

  static async open(site: Site): Promise<ConsoleSession> {
    return new ConsoleSession(await openPage(site), `https://${site.host}`);
  }

  /** Asks for a page of the console. @param path @default the first page after signing in */
  async look(path = home): Promise<ConsoleView> {
    await this.page.goto(`${this.origin}${path}`);
    return this.view();
  }

  /**
   * Asks for the console, fills in its form and sends it, as a hand would.
   *
   * @param before Called with the form in sight.
   * @throws Error with what the page says when the console does not let the user in.
   */
  async signIn(user: string, password: string, before = async () => {}): Promise<ConsoleView> {
    await this.look();
    await before();
    await this.page.locator("#txtUserName").fill(user);
    await this.page.locator("#txtPassword").fill(password);
    await Promise.all([this.page.waitForEvent("load"), this.page.locator("input[type=submit]").click()]);
    const view = await this.view();
    if (view.user === undefined) {
      const said = (await this.page.locator(".ui-dialog-content").allInnerTexts()).join(" ").trim();
      throw new Error(`${view.url} does not let ${user} in${said ? `: ${said}` : ""}`);
    }
    return view;
  }

  /** Writes a picture of what is shown, PNG. */
  async picture(file: string): Promise<void> {
    await this.page.screenshot({ path: file });
  }

  close(): Promise<void> {
    return this.opened.close();
  }

  private async view(): Promise<ConsoleView> {
    const label = this.page.locator("#logged-user");
    const text = (await label.count()) > 0 ? await label.innerText() : "";
    const cookies = await this.page.context().cookies(this.origin);
    const session = cookies.find(({ name }) => name === "JSESSIONID");
    return {
      status: this.status,
      url: this.page.url(),
      user: /Signed-in as:\s*(\S+)/.exec(text)?.[1],
      node: /^([^~]+)~/.exec(session?.value ?? "")?.[1],
    };
  }
}
