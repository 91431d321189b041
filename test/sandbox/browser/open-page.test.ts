import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findBrowser } from "../../../sandbox/browser/find-browser";
import { type BrowserPage, openPage } from "../../../sandbox/browser/open-page";
import { makeProfile } from "../../../sandbox/browser/profile";
import { type MadeLeaf, makeCertificates } from "../../components/haproxy/made-certificates";

const missing = findBrowser() === undefined;
if (missing && process.env.CI) throw new Error("CI needs a browser");

(missing ? describe.skip : describe)("a real browser", () => {
  const folder = mkdtempSync(join(tmpdir(), "browser-test-"));
  const servers: Server[] = [];
  let opened: BrowserPage;
  let leaves: Readonly<Record<"good" | "expired" | "misnamed" | "stranger", MadeLeaf>>;

  /** What it makes of a server with this certificate. */
  const asks = async ({ cert, key }: MadeLeaf): Promise<string> => {
    const server = createServer({ cert, key }, (_request, response) => response.end("the page"));
    servers.push(server);
    await once(server.listen(0, "127.0.0.1"), "listening");
    const url = `https://ei.example:${(server.address() as AddressInfo).port}/`;
    const refused = await opened.page.goto(url).then(
      () => undefined,
      (error: Error) => error.message,
    );
    return refused ?? opened.page.locator("body").innerText();
  };

  beforeAll(async () => {
    ({ leaves } = await makeCertificates(folder));
    opened = await openPage({ host: "ei.example", address: "127.0.0.1", caFile: join(folder, "ca.pem") });
  });

  afterAll(async () => {
    await opened?.close();
    for (const server of servers) server.closeAllConnections();
    for (const server of servers) server.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it("opens a page whose certificate the stack's root has signed", async () => {
    expect(await asks(leaves.good)).toBe("the page");
  });

  it.each([
    ["another root's", "stranger", "ERR_CERT_AUTHORITY_INVALID"],
    ["one that has ended", "expired", "ERR_CERT_DATE_INVALID"],
    ["one for another name", "misnamed", "ERR_CERT_COMMON_NAME_INVALID"],
  ] as const)("fails at %s", async (_, leaf, error) => {
    expect(await asks(leaves[leaf])).toContain(error);
  });

  it("leaves no profile behind where the root is no certificate", async () => {
    const own = mkdtempSync(join(folder, "tmp-"));
    await expect(makeProfile(join(folder, "ca.key"), own)).rejects.toThrow("certutil");
    expect(readdirSync(own)).toEqual([]);
  });
});
