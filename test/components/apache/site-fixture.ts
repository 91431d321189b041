import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { apiManagerMappings, identityServerMappings } from "../../../components/apache/default-mappings";
import { freePort } from "../../support/free-port";
import type { TestedHttpd } from "../../support/httpds";
import { RunningHttpd } from "./run-httpd";
import { makeRoot } from "./site-certificates";
import { StandIn } from "./stand-in";

export const host = "sso.example.com";

/** A real httpd in front of nodes that stand in for both products, and of two whom it must not trust. */
export interface SiteFixture {
  readonly folder: string;
  readonly running: RunningHttpd;
  readonly nodes: readonly StandIn[];
  readonly ports: { readonly servlet: number; readonly gateway: number };
  node(key: string): StandIn;
  stop(): Promise<void>;
}

/**
 * @param network The nodes' addresses begin so: `127.0.13`.
 * @param isTls httpd ends TLS by itself.
 */
export async function startSite(httpd: TestedHttpd, network: string, isTls = false): Promise<SiteFixture> {
  const folder = mkdtempSync(join(tmpdir(), "real-httpd-"));
  chmodSync(folder, 0o755);
  const root = await makeRoot(folder, "good");
  const leaf = await root.leaf(host);
  const stranger = await (await makeRoot(folder, "other")).leaf(host);
  const misnamed = await root.leaf("other.example.com");
  const leaves = { apim1: leaf, apim2: leaf, is1: leaf, stranger, misnamed };
  const nodes = Object.entries(leaves).map(
    ([key, each], index) => new StandIn(key, `${network}.${index + 1}`, each),
  );
  let [servlet, gateway] = [0, 0];
  for (const each of nodes) {
    servlet = await each.listen(servlet);
    gateway = await each.listen(gateway);
  }
  const node = (key: string) => nodes.find((each) => each.key === key) as StandIn;
  const product = (keys: readonly string[]) => ({
    nodes: Object.fromEntries(keys.map((key) => [key, node(key).address])),
    ports: { servlet, gateway },
    check: { path: "/health", gatewayPath: "/health", intervalSec: 1 },
  });
  const untrusted = { cors: true, to: "/x" };
  const running = new RunningHttpd(httpd, folder, {
    ...{ host, port: await freePort(), managerPort: await freePort(), caPath: root.caPath },
    ...(isTls ? { tls: { certificatePath: leaf.certPath, keyPath: leaf.keyPath } } : {}),
    loginProduct: "is",
    products: {
      apim: { ...product(["apim1", "apim2"]), mappings: apiManagerMappings },
      is: { ...product(["is1"]), mappings: identityServerMappings },
      stranger: { ...product(["stranger"]), mappings: [{ from: "/stranger", ...untrusted }] },
      misnamed: { ...product(["misnamed"]), mappings: [{ from: "/misnamed", ...untrusted }] },
    },
  });
  await running.start();
  return {
    ...{ folder, running, nodes, ports: { servlet, gateway }, node },
    async stop() {
      await running.stop();
      await Promise.all(nodes.map((each) => each.close()));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
