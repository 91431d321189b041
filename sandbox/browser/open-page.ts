import { chromium, type Page } from "playwright-core";
import { findBrowser } from "./find-browser";
import { makeProfile } from "./profile";

/** A site as a client on the internet knows it, and where it is on this computer. */
export interface Site {
  /** The name that is asked for and that the certificate must have. */
  readonly host: string;
  /** What that name resolves to here. */
  readonly address: string;
  /** The root that the certificate is verified with, PEM. */
  readonly caFile: string;
}

/** One page of a browser of its own. */
export interface BrowserPage {
  readonly page: Page;
  close(): Promise<void>;
}

const size = { width: 1000, height: 420 };

/**
 * Opens an empty page in a headless Chromium to which `host` is at `address`.
 *
 * @throws Error when there is no browser.
 */
export async function openPage({ host, address, caFile }: Site): Promise<BrowserPage> {
  const program = findBrowser();
  if (!program) throw new Error("no browser on PATH. Install Debian's package chromium");
  const profile = await makeProfile(caFile);
  try {
    const browser = await chromium.launch({
      executablePath: program,
      // Whoever runs it is root, as whom Chromium's own sandbox does not start; it opens this one site.
      chromiumSandbox: false,
      env: { ...process.env, HOME: profile.home },
      args: [`--host-resolver-rules=MAP ${host} ${address}`],
    });
    const page = await browser.newPage({ viewport: size });
    return {
      page,
      close: async () => {
        await browser.close();
        await profile.remove();
      },
    };
  } catch (error) {
    await profile.remove();
    throw error;
  }
}
