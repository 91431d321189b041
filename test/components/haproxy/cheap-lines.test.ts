import type { HaproxyFrontend } from "../../../components/haproxy/config-model";
import { renderSecureTransport } from "../../../components/haproxy/render-forwarded";
import { renderRouting } from "../../../components/haproxy/render-routes";
import { exampleConfig } from "./example-config";

const frontend = (change: Partial<HaproxyFrontend>): HaproxyFrontend => ({
  name: "https",
  port: 443,
  certificateFile: "/etc/haproxy/front.pem",
  ...change,
});

/** Each line here is run for each request, so none of them is there for nothing. */
describe("HSTS", () => {
  const hsts = { maxAgeSec: 86_400 };
  const always = 'http-after-response set-header Strict-Transport-Security "max-age=86400"';

  it("is said without a look at the request where the scheme is the frontend's own", () => {
    expect(renderSecureTransport(frontend({ hsts }), false)).toEqual([always]);
  });

  it("is said by what the request came by where another load balancer says so", () => {
    expect(renderSecureTransport(frontend({ hsts }), true)).toEqual([
      "http-request set-var(txn.scheme) req.hdr(X-Forwarded-Proto)",
      `${always} if { var(txn.scheme) -m str https }`,
    ]);
  });

  it("is not said by a frontend without TLS that believes nobody", () => {
    expect(renderSecureTransport({ name: "http", port: 80, hsts }, false)).toEqual([]);
  });
});

describe("the host that was asked for", () => {
  const setsHost = (routes: HaproxyFrontend["routes"], mode: "http" | "tcp" = "http") =>
    renderRouting(frontend({ routes, mode }), exampleConfig).filter((line) => line.includes("txn.host"));

  it("is found out once where several conditions ask for it", () => {
    const hosts = ["gw.example", "*.gw.example"];
    expect(setsHost([{ hosts, backend: "gateway" }])).toEqual([
      "http-request set-var(txn.host) req.hdr(Host),field(1,:)",
      "acl route1_host var(txn.host) -m str -i gw.example",
      "acl route1_host var(txn.host) -m end -i .gw.example",
    ]);
  });

  it("is not kept for one condition, nor where it stands in the TLS handshake", () => {
    expect(setsHost([{ hosts: ["gw.example"], backend: "gateway" }])).toEqual([]);
    const both = [
      { hosts: ["a.example"], backend: "a" },
      { hosts: ["b.example"], backend: "b" },
    ];
    expect(setsHost(both, "tcp")).toEqual([]);
    expect(setsHost(both)).toHaveLength(3);
  });
});
