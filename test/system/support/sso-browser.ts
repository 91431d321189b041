import { setTimeout as delay } from "node:timers/promises";
import { SsoBrowser, type SsoView } from "../../../sandbox/browser";
import type { Outputs } from "../../../sandbox/cli/drive-cli";

/** A page that was asked for, and when. */
export interface ProductLook extends SsoView {
  readonly path: string;
  readonly fromMs: number;
  readonly toMs: number;
}

/** Pages that need a sign-in, two of each product. */
export const productPages = ["/apim-publisher/", "/apim-devportal/", "/is-console", "/is-myaccount"] as const;

/** Uses what is behind a sandbox's front at its public name, in a real browser of its own. */
export async function throughTheFront(
  { host, url, caFile }: Pick<Outputs, "host" | "url" | "caFile">,
  use: (browser: SsoBrowser) => Promise<void>,
): Promise<void> {
  const { hostname, port } = new URL(url);
  const browser = await SsoBrowser.open({ host, address: hostname, caFile }, port ? Number(port) : 443);
  await use(browser).finally(() => browser.close());
}

/** Signs in at the first page, by Identity Server's form, and opens the others without being asked again. */
export async function signInOnce(browser: SsoBrowser, user: string, password: string): Promise<void> {
  const [first, ...others] = productPages;
  expect(await browser.look(first)).toMatchObject({ status: 200, asksToSignIn: true });
  expect(await browser.signIn(user, password)).toMatchObject({ status: 200, user, asksToSignIn: false });
  expect(await browser.session()).toBe("unchanged");
  for (const path of others)
    expect([path, await browser.look(path)]).toEqual([
      path,
      { status: 200, url: expect.stringContaining(`${browser.origin}${path}`), user, asksToSignIn: false },
    ]);
}

/** Signs out of one product: its other page notices by itself, and the other product asks to sign in. */
export async function signOutOfAll(browser: SsoBrowser): Promise<void> {
  await browser.look("/apim-publisher/");
  await browser.signOut();
  await browser.look("/apim-devportal/");
  await browser.untilSignedOut();
  for (const path of productPages)
    expect([path, await browser.look(path)]).toEqual([
      path,
      expect.objectContaining({ status: 200, asksToSignIn: true }),
    ]);
}

/** Between two pages: the browser shares two cores with all machines. */
const pauseMs = 300;

/** Asks for pages of both products in turn, for as long as something is changed. Status 0 is a connection that was cut. */
export async function watchProducts(
  browser: SsoBrowser,
  change: () => Promise<unknown>,
  pages: readonly string[] = ["/apim-publisher/", "/is-console"],
): Promise<readonly ProductLook[]> {
  const looks: ProductLook[] = [];
  let over = false;
  const changed = change().finally(() => {
    over = true;
  });
  changed.catch(() => {});
  while (!over) {
    for (const path of pages) {
      const fromMs = Date.now();
      const cut = (error: Error) => ({ status: 0, url: error.message, asksToSignIn: false });
      looks.push({ path, fromMs, ...(await browser.look(path).catch(cut)), toMs: Date.now() });
    }
    await delay(pauseMs);
  }
  await changed;
  return looks;
}

/** The pages that were shown without anybody signed in. */
export function lostLogins(looks: readonly ProductLook[]): readonly ProductLook[] {
  return looks.filter(({ status, user }) => status !== 200 || user === undefined);
}
