import { apiManagerMappings, identityServerMappings } from "../../../components/apache/default-mappings";
import { planSite } from "../../../components/apache/plan-site";
import { renderApacheConfig } from "../../../components/apache/render-config";
import type { ApacheProduct } from "../../../components/apache/site-model";
import { exampleSite } from "./example";

const render = (change: Partial<typeof exampleSite> = {}) =>
  renderApacheConfig(planSite({ ...exampleSite, ...change }))
    .split("\n")
    .map((line) => line.trim());

/** Paths of the source, 004, with what answers them today. */
it.each([
  ["/apim-token", "balancer://apim/oauth2/token"],
  ["/apim-t", "balancer://apim-gateway/t"],
  ["/apim-authenticationendpoint", "balancer://apim/authenticationendpoint"],
  ["/apim-commonauth", "balancer://apim/commonauth"],
  ["/apim-oauth2", "balancer://apim/oauth2"],
  ["/is-samlsso", "balancer://is/samlsso"],
  ["/is-authenticationendpoint", "balancer://is/authenticationendpoint"],
  ["/is-commonauth", "balancer://is/commonauth"],
])("leads %s to %s", (from, to) => {
  const lines = render();
  const at = lines.indexOf(`<Location "${from}">`);
  expect(lines[at + 1]?.replace(" nocanon", "")).toBe(`ProxyPass "${to}"`);
});

it("has every path of both products, and no two of the same name", () => {
  const all = [...apiManagerMappings, ...identityServerMappings].map(({ from }) => from);
  const locations = render().flatMap((line) => /^<Location "(.+)">$/.exec(line)?.[1] ?? []);
  expect(locations.toSorted()).toEqual(["/balancer-manager", "/wso2-front-status", ...all].toSorted());
  expect(new Set(all).size).toBe(all.length);
});

it("never says what the source did harm with", () => {
  const text = render().join("\n");
  expect(text).not.toMatch(/ForceType|:9343|Header edit Location \^http |\[F\]/);
  expect(text).toContain("TraceEnable off");
});

it("refuses OPTIONS on every path that is not for scripts of other sites", () => {
  const lines = render();
  for (const { from, cors } of [...apiManagerMappings, ...identityServerMappings]) {
    const at = lines.indexOf(`<Location "${from}">`);
    const block = lines.slice(at, lines.indexOf("</Location>", at)).join("\n");
    expect([from, block.includes("AllowMethods")]).toEqual([from, cors !== true]);
  }
});

it("checks every node's certificate against the root and the site's name", () => {
  expect(render()).toEqual(
    expect.arrayContaining([
      "SSLProxyEngine on",
      "SSLProxyVerify require",
      "SSLProxyCACertificateFile /etc/apache2/wso2-nodes-ca.pem",
      "SSLProxyCheckPeerName on",
      "ProxyPreserveHost On",
    ]),
  );
});

it("lets in whom nothing is written about, or keeps them out until a roll lets them in", () => {
  const state = (lines: string[], node: string) =>
    lines
      .find((line) => line.startsWith(`Define wso2_state.${node} `))
      ?.split(" ")
      .at(-1);
  const { apim, is } = exampleSite.products as Record<"apim" | "is", ApacheProduct>;
  const products = { apim: { ...apim, outUntilJoined: true }, is };
  const lines = render({ products });
  expect(state(lines, "apim.apim1")).toBe("+D");
  expect(state(lines, "apim-gateway.apim2")).toBe("+D");
  expect(state(lines, "is.is1")).toBe("-D");
});

it("has a balancer for each port of a product that is used, and no cookie for the gateway", () => {
  const lines = render();
  const block = (name: string) => {
    const at = lines.indexOf(`<Proxy "balancer://${name}">`);
    return lines.slice(at + 1, lines.indexOf("</Proxy>", at));
  };
  const member = (name: string, port: number, state: string) =>
    `BalancerMember "https://${name}.sso.example.com:${port}" route=${name} connectiontimeout=3 retry=1 ttl=10 hcmethod=GET hcuri=/health hcinterval=1 hcpasses=2 hcfails=3 status=\${wso2_state.${state}.${name}}`;
  expect(block("apim")).toEqual([
    ...["apim1", "apim2"].map((name) => member(name, 9443, "apim")),
    "ProxySet lbmethod=byrequests",
    "ProxySet stickysession=WSO2_APIM",
  ]);
  expect(block("apim-gateway")).toEqual([
    ...["apim1", "apim2"].map((name) => member(name, 8243, "apim-gateway")),
    "ProxySet lbmethod=byrequests",
  ]);
  expect(lines.filter((line) => line.startsWith('<Proxy "balancer://'))).toHaveLength(3);
});

it("keeps a session by the route that the nodes add, where they do", () => {
  const products = Object.fromEntries(
    Object.entries(exampleSite.products).map(([key, each]) => [
      key,
      { ...each, sticky: { by: "route" as const } },
    ]),
  );
  const lines = render({ products });
  expect(lines.filter((line) => line.includes("stickysession"))).toEqual(
    Array(2).fill("ProxySet stickysession=JSESSIONID"),
  );
  expect(lines.filter((line) => line.startsWith("Header add Set-Cookie"))).toEqual([]);
});

it("ends TLS where it has a certificate, also for other names", () => {
  const lines = render({ tls: { certificatePath: "/etc/apache2/a.pem", keyPath: "/etc/apache2/a.key" } });
  expect(lines.filter((line) => line === "SSLEngine on")).toHaveLength(2);
  expect(lines).toContain("Listen 443");
  expect(render().filter((line) => line === "SSLEngine on")).toEqual([]);
  expect(render()).toContain("Listen 80");
});

it("believes what trusted networks say of a client's address, and nobody else", () => {
  expect(render({ trustedCidrs: ["10.0.0.0/16"] })).toContain("RemoteIPInternalProxy 10.0.0.0/16");
  expect(render().filter((line) => line.startsWith("RemoteIP"))).toEqual([]);
});

it("names another port of the front in redirects", () => {
  const lines = render({ publicPort: 8443 });
  expect(lines).toContain("ServerName https://sso.example.com:8443");
  expect(
    lines.filter((line) => line.startsWith("Header edit Location") && !line.includes("sso.example.com:8443")),
  ).toEqual([]);
});
