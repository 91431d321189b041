import { checkSite } from "../../../components/apache/check-site";
import { apiManagerMappings } from "../../../components/apache/default-mappings";
import type { ApacheMapping, ApacheProduct, ApacheSite } from "../../../components/apache/site-model";
import { exampleSite } from "./example";

const { apim, is } = exampleSite.products as Record<"apim" | "is", ApacheProduct>;

const withApim = (change: Partial<ApacheProduct>): ApacheSite => ({
  ...exampleSite,
  products: { apim: { ...apim, ...change }, is },
});
const withMappings = (...mappings: ApacheMapping[]) =>
  withApim({ mappings: [...apiManagerMappings, ...mappings] });
const last = `products.apim.mappings[${apiManagerMappings.length}]`;

it("takes the paths that the products ship with", () => {
  expect(checkSite(exampleSite)).toEqual([]);
});

it.each<[string, ApacheSite, string]>([
  ["a host with a port", { ...exampleSite, host: "sso.example.com:443" }, "host"],
  ["a host with a quote", { ...exampleSite, host: 'a"b' }, "host"],
  ["one port for clients and manager", { ...exampleSite, port: 8407 }, "managerPort"],
  ["a port that is none", { ...exampleSite, publicPort: 0 }, "publicPort"],
  ["a path with a blank", { ...exampleSite, caPath: "/etc/a b" }, "caPath"],
  ["a relative key", { ...exampleSite, tls: { certificatePath: "/a.pem", keyPath: "a.key" } }, "tls.keyPath"],
  ["a network that is none", { ...exampleSite, trustedCidrs: ["10.0.0.0/16", "here"] }, "trustedCidrs[1]"],
  ["no time for an answer", { ...exampleSite, trafficTimeoutSec: 0 }, "trafficTimeoutSec"],
  ["too few requests at once", { ...exampleSite, maxRequests: 1 }, "maxRequests"],
  ["no product", { ...exampleSite, products: {} }, "products"],
  ["a product's key with a capital", { ...exampleSite, products: { Apim: apim } }, "products.Apim"],
  ["no node", withApim({ nodes: {} }), "products.apim.nodes"],
  ["a node with a port", withApim({ nodes: { apim1: "10.0.0.1:9443" } }), "products.apim.nodes.apim1"],
  [
    "a node's key with a dot, which ends a route",
    withApim({ nodes: { "a.b": "10.0.0.1" } }),
    "products.apim.nodes.a.b",
  ],
  ["a port of a product", withApim({ ports: { gateway: 70_000 } }), "products.apim.ports.gateway"],
  ["a cookie with ;", withApim({ sticky: { by: "cookie", cookie: "a;b" } }), "products.apim.sticky.cookie"],
  ["a check without a path", withApim({ check: { path: "health" } }), "products.apim.check.path"],
  [
    "a check of the gateway with a query",
    withApim({ check: { path: "/a", gatewayPath: "/b?c" } }),
    "products.apim.check.gatewayPath",
  ],
  [
    "checks without a pause",
    withApim({ check: { path: "/a", intervalSec: 0 } }),
    "products.apim.check.intervalSec",
  ],
  ["no mapping", withApim({ mappings: [] }), "products.apim.mappings"],
  ["a path that is a pattern", withMappings({ from: "/a.*", to: "/a" }), `${last}.from`],
  ["a path that ends with /", withMappings({ from: "/a/", to: "/a" }), `${last}.from`],
  ["a product's path with $", withMappings({ from: "/a", to: "/$1" }), `${last}.to`],
  [
    "a path of the other product",
    { ...exampleSite, products: { is, apim: { ...apim, mappings: [{ from: "/is-console", to: "/x" }] } } },
    "products.apim.mappings[0].from",
  ],
  ["Apache's own manager", withMappings({ from: "/balancer-manager", to: "/x" }), `${last}.from`],
  ["Apache's own readiness", withMappings({ from: "/wso2-front-ready", to: "/x" }), `${last}.from`],
  [
    "a path that the product knows as another",
    withMappings({ from: "/publisher/old", to: "/old" }),
    `${last}.from`,
  ],
])("fails on %s", (_, site, path) => {
  expect(checkSite(site).map(({ propertyPath }) => propertyPath)).toEqual([path]);
});

it("takes a path that is the same on both sides", () => {
  expect(checkSite(withMappings({ from: "/internal", to: "/internal" }))).toEqual([]);
});

it("says where a path leads already", () => {
  expect(checkSite(withMappings({ from: "/apim-token", to: "/x" }))[0]?.reason).toBe(
    "got /apim-token, which leads to products.apim.mappings[0] already",
  );
});
