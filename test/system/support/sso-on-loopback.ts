import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { apiManagerMappings, identityServerMappings } from "../../../components/apache/default-mappings";
import { planApiManager } from "../../../components/nodes/api-manager/plan-api-manager";
import { planIdentityServer } from "../../../components/nodes/identity-server/plan-identity-server";
import type { Product } from "../../../components/nodes/product";
import { runTool } from "../../../sandbox/carbon/run-tool";
import { ensureProductPack } from "../../../sandbox/carbon-kernel";
import { type LocalServer, runServer, shippedPassword } from "../../../sandbox/carbon-kernel/run-server";
import { RunningHttpd } from "../../components/apache/run-httpd";
import { type MadeCertificate, makeRoot } from "../../components/apache/site-certificates";
import { freePort } from "../../support/free-port";
import { httpds } from "../../support/httpds";

const host = "sso.example.com";
const versions = { wso2am: "4.5.0", wso2is: "7.1.0" } as const;

/** One node of each product on this computer, on WSO2's kernels, and a real httpd with our configuration before them. */
export interface SsoOnLoopback {
  /** As a sandbox's outputs have it. */
  readonly at: { readonly host: string; readonly url: string; readonly caFile: string };
  readonly password: string;
  readonly servers: Readonly<Record<keyof typeof versions, LocalServer>>;
  stop(): Promise<void>;
}

export async function startSso(): Promise<SsoOnLoopback> {
  const [httpd] = httpds;
  if (!httpd) throw new Error("no httpd: no image of the sandbox's machines is there");
  const folder = await mkdtemp(join(tmpdir(), "sso-"));
  await chmod(folder, 0o755);
  const root = await makeRoot(folder, "sso");
  const leaf = await root.leaf(host, "localhost");
  const [port, managerPort, ...offsets] = await Promise.all([
    freePort(),
    freePort(),
    freeOffset(),
    freeOffset(),
  ]);
  const hostsFile = join(folder, "hosts");
  await writeFile(hostsFile, `127.0.0.1 localhost ${host} ${hostname()}\n`);
  const password = "Behind.the-front1";
  const settings = (offset: number) => ({ hostname: host, offset, proxyPorts: { http: 80, https: port } });
  const url = `https://${host}:${port}`;
  const [identityOffset = 0, managerOffset = 0] = offsets;
  const products = {
    wso2is: planIdentityServer(versions.wso2is, settings(identityOffset)),
    wso2am: planApiManager(versions.wso2am, settings(managerOffset)),
  };
  const started: { stop(): Promise<void> }[] = [];
  const stop = async () => {
    await Promise.all(started.map((each) => each.stop()));
    await rm(folder, { recursive: true, force: true });
  };
  const run = async (name: keyof typeof versions) => {
    const server = await runServer({
      ...{ title: name, product: products[name], adminPassword: password },
      zip: await ensureProductPack(name, versions[name], () => {}),
      facts: { serviceName: host, sharedSecret: "of the test" },
      javaOpts: `-Djdk.net.hosts.file=${hostsFile} -Dstandin.readySeconds=0 ${name === "wso2am" ? providerAt(url) : ""}`,
      changeStores: (home) => changeStores(home, products[name], leaf, root.caPath),
    });
    started.push({ stop: server.remove });
    return server;
  };
  const product = (offset: number) => ({
    ports: { servlet: 9443 + offset, gateway: 8243 + offset },
    check: { path: "/carbon/admin/login.jsp", intervalSec: 1 },
  });
  const front = new RunningHttpd(httpd, folder, {
    ...{ host, port, managerPort, publicPort: port, caPath: root.caPath, loginProduct: "is" },
    tls: { certificatePath: leaf.certPath, keyPath: leaf.keyPath },
    products: {
      apim: { nodes: { apim1: "127.0.0.1" }, ...product(managerOffset), mappings: apiManagerMappings },
      is: { nodes: { is1: "127.0.0.1" }, ...product(identityOffset), mappings: identityServerMappings },
    },
  });
  try {
    const [wso2is, wso2am] = await Promise.all([run("wso2is"), run("wso2am")]);
    await front.start();
    started.push(front);
    const at = { host, url: `https://127.0.0.1:${port}`, caFile: root.caPath };
    return { at, password, servers: { wso2is, wso2am }, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Identity Server as somebody adds it to API Manager, an identity provider at the front. */
const providerAt = (url: string) =>
  `-Dstandin.identityProvider=${url}/is-oauth2/authorize -Dstandin.identityCallback=${url}/apim-commonauth`;

/** Added to 9443, a port that nothing else has. */
async function freeOffset(): Promise<number> {
  return (await freePort()) - 9443;
}

/** A certificate for the site's name, and trust in its root, as a node has them. */
async function changeStores(
  home: string,
  product: Product,
  leaf: MadeCertificate,
  caPath: string,
): Promise<void> {
  const at = join(home, product.keystore.path);
  const pack = join(home, "tls.p12");
  const { alias, type } = product.keystore;
  const openssl = { debianPackage: "openssl" };
  const keytool = { debianPackage: "default-jre-headless" };
  const pass = `pass:${shippedPassword}`;
  await runTool(
    "openssl",
    [
      "pkcs12",
      "-export",
      "-name",
      alias,
      "-in",
      leaf.certPath,
      "-inkey",
      leaf.keyPath,
      "-out",
      pack,
      "-passout",
      pass,
    ],
    openssl,
  );
  await rm(at);
  await runTool(
    "keytool",
    [
      ...["-importkeystore", "-noprompt", "-srckeystore", pack, "-srcstoretype", "PKCS12"],
      ...["-destkeystore", at, "-deststoretype", type, "-srcstorepass", shippedPassword],
      ...["-deststorepass", shippedPassword],
    ],
    keytool,
  );
  const trust = join(home, product.truststore.path);
  await runTool(
    "keytool",
    [
      "-importcert",
      "-noprompt",
      "-alias",
      "front",
      "-file",
      caPath,
      "-keystore",
      trust,
      "-storepass",
      shippedPassword,
    ],
    keytool,
  );
}
