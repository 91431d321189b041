import { type Problem, Problems } from "../validation/problems";
import {
  type ApacheMapping,
  type ApacheProduct,
  type ApacheSite,
  apacheManagerPath,
  apacheManagerPort,
  apachePorts,
  apacheReadinessPath,
  apacheStatusPath,
} from "./site-model";

const hostName = /^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?$/;
/** A word of httpd's configuration: a blank, a quote or `$` in it would be the file's own. */
const path = /^(\/[A-Za-z0-9._~-]+)+$/;
const key = /^[a-z][a-z0-9-]{0,15}$/;
const route = /^[A-Za-z0-9_-]{1,32}$/;
const cookie = /^[A-Za-z0-9_-]+$/;
const file = /^(\/[A-Za-z0-9._-]+)+$/;
const cidr = /^[0-9a-fA-F.:]+(\/\d{1,3})?$/;

/** What is wrong with a site: what httpd refuses, and what it takes and nobody can mean. */
export function checkSite(site: ApacheSite): Problem[] {
  const problems = new Problems();
  const { products, tls, managerPort = apacheManagerPort } = site;
  const { port = tls ? apachePorts.https : apachePorts.http } = site;
  problems.matches(site.host, "host", hostName, "a host name without a port");
  problems.integer(port, "port", 1, 65_535);
  problems.integer(managerPort, "managerPort", 1, 65_535);
  problems.require(port !== managerPort, "managerPort", `got ${managerPort}, the port of clients too`);
  problems.integer(site.publicPort ?? 443, "publicPort", 1, 65_535);
  problems.integer(site.trafficTimeoutSec ?? 60, "trafficTimeoutSec", 1, 86_400);
  problems.integer(site.maxRequests ?? 400, "maxRequests", 25, 20_000);
  const files = {
    caPath: site.caPath,
    "tls.certificatePath": tls?.certificatePath,
    "tls.keyPath": tls?.keyPath,
  };
  for (const [at, value] of Object.entries(files)) {
    if (value !== undefined) problems.matches(value, at, file, "an absolute path without blanks");
  }
  for (const [index, network] of (site.trustedCidrs ?? []).entries()) {
    problems.matches(network, `trustedCidrs[${index}]`, cidr, "a network such as 10.0.0.0/16");
  }
  problems.require(Object.keys(products).length > 0, "products", "got none; one at least is needed");
  const { loginProduct } = site;
  problems.require(
    loginProduct === undefined || loginProduct in products,
    "loginProduct",
    `got ${loginProduct}; the products are ${Object.keys(products).join(", ")}`,
  );
  for (const [name, product] of Object.entries(products)) {
    problems.matches(name, `products.${name}`, key, "a key of up to 16 small letters, digits and -");
    checkProduct(problems, `products.${name}`, product);
  }
  checkPaths(problems, products);
  return problems.list;
}

function checkProduct(problems: Problems, at: string, product: ApacheProduct): void {
  const { nodes, ports, mappings, sticky, check } = product;
  problems.require(Object.keys(nodes).length > 0, `${at}.nodes`, "got none; one at least is needed");
  for (const [node, name] of Object.entries(nodes)) {
    problems.matches(node, `${at}.nodes.${node}`, route, "a key of up to 32 letters, digits, _ and -");
    problems.matches(name, `${at}.nodes.${node}`, hostName, "an address or a host name, without a port");
  }
  for (const [name, port] of Object.entries(ports ?? {}))
    problems.integer(port, `${at}.ports.${name}`, 1, 65_535);
  if (sticky?.cookie !== undefined) {
    problems.matches(sticky.cookie, `${at}.sticky.cookie`, cookie, "a name of letters, digits, _ and -");
  }
  problems.matches(check.path, `${at}.check.path`, path, "a path such as /carbon/admin/login.jsp");
  const gateway = check.gatewayPath ?? "/services/Version";
  problems.matches(gateway, `${at}.check.gatewayPath`, path, "a path such as /services/Version");
  problems.integer(check.intervalSec ?? 2, `${at}.check.intervalSec`, 1, 3600);
  problems.integer(check.rise ?? 2, `${at}.check.rise`, 1, 100);
  problems.integer(check.fall ?? 3, `${at}.check.fall`, 1, 100);
  problems.require(mappings.length > 0, `${at}.mappings`, "got none; no request would come to it");
  for (const [index, mapping] of mappings.entries()) {
    for (const end of ["from", "to"] as const) {
      problems.matches(mapping[end], `${at}.mappings[${index}].${end}`, path, "a path such as /apim-token");
    }
  }
}

/** One is the other, or lies below it. */
function isWithin(inner: string, outer: string): boolean {
  return inner === outer || inner.startsWith(`${outer}/`);
}

/** Each path leads to one place, and the way back of a redirect is one way too. */
function checkPaths(problems: Problems, products: ApacheSite["products"]): void {
  const owners = new Map<string, string>([
    [apacheManagerPath, "Apache itself"],
    [apacheReadinessPath, "Apache itself"],
    [apacheStatusPath, "Apache itself"],
  ]);
  for (const [name, { mappings }] of Object.entries(products)) {
    for (const [index, mapping] of mappings.entries()) {
      const at = `products.${name}.mappings[${index}].from`;
      const owner = owners.get(mapping.from);
      problems.require(owner === undefined, at, `got ${mapping.from}, which leads to ${owner} already`);
      owners.set(mapping.from, `products.${name}.mappings[${index}]`);
      checkWayBack(problems, at, mapping, mappings);
    }
  }
}

function checkWayBack(
  problems: Problems,
  at: string,
  mapping: ApacheMapping,
  all: readonly ApacheMapping[],
): void {
  const other = all.find(
    (each) => each !== mapping && isWithin(mapping.from, each.to) && each.from !== each.to,
  );
  problems.require(
    other === undefined,
    at,
    `got ${mapping.from}, which the product knows as ${other?.from}: a redirect there would be taken for that one`,
  );
}
