import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import execa from "execa";
import fc from "fast-check";
import type { HaproxyConfig } from "../../../components/haproxy/config-model";
import { renderHaproxyConfig } from "../../../components/haproxy/render-config";
import { renderServersState } from "../../../components/haproxy/server-state";
import { haproxies } from "../../support/haproxies";
import { exampleBackend, exampleConfig, withBackend } from "./example-config";

describe("renderHaproxyConfig", () => {
  const lines = (config: HaproxyConfig) => renderHaproxyConfig(config).split("\n");
  const section = (config: HaproxyConfig, head: string) => {
    const all = lines(config);
    const start = all.indexOf(head);
    const end = all.indexOf("", start);
    return all.slice(start + 1, end).map((line) => line.trim());
  };

  it("asks for TLS with one and the same name for traffic and for checks", () => {
    expect(section(exampleConfig, "backend PRD_wso2ei")).toEqual([
      "balance roundrobin",
      "cookie JSESSIONID prefix",
      "option httpchk",
      "http-check send meth GET uri /services/Version ver HTTP/1.1 hdr Host ei.example",
      "http-check expect status 200",
      "# A request that may have had an effect is sent once; only a refused connection tries the next node.",
      "http-request disable-l7-retry unless METH_GET or METH_OPTIONS",
      "default-server inter 2000ms fastinter 500ms downinter 500ms fall 3 rise 2 " +
        "ssl verify required ca-file /etc/haproxy/nodes-ca.pem sni str(ei.example) " +
        "verifyhost ei.example check-sni ei.example",
      "server node1 10.0.1.10:8243 cookie node1 check",
      "server node2 10.0.2.10:8243 cookie node2 check",
    ]);
  });

  it("checks without TLS on a port of its own", () => {
    const config = withBackend({
      stickyCookie: undefined,
      check: { ...exampleBackend.check, scheme: "http", port: 9201, path: "/healthz" },
    });
    expect(
      section(config, "backend PRD_wso2ei").filter((line) => /^(default-server|server)/.test(line)),
    ).toEqual([
      "default-server inter 2000ms fastinter 500ms downinter 500ms fall 3 rise 2 port 9201 " +
        "ssl verify required ca-file /etc/haproxy/nodes-ca.pem sni str(ei.example) " +
        "verifyhost ei.example no-check-ssl",
      "server node1 10.0.1.10:8243 check",
      "server node2 10.0.2.10:8243 check",
    ]);
  });

  it.each([
    [{ intervalSec: 10 }, "inter 10000ms fastinter 500ms downinter 500ms"],
    [{ intervalSec: 0.5 }, "inter 500ms fastinter 250ms downinter 250ms"],
    [{ intervalSec: 2, fastIntervalSec: 2 }, "inter 2000ms fastinter 2000ms downinter 2000ms"],
  ])("checks a server that may change more often: %j", (pace, options) => {
    const config = withBackend({ check: { ...exampleBackend.check, ...pace } });
    const line = section(config, "backend PRD_wso2ei").find((each) => each.startsWith("default-server"));
    expect(line).toContain(`default-server ${options} fall 3 rise 2 `);
  });

  it("answers for its own readiness while a node is UP", () => {
    expect(section(exampleConfig, "frontend ready")).toEqual([
      "bind :8405",
      "monitor-uri /ready",
      "monitor fail if { nbsrv(PRD_wso2ei) lt 1 }",
      "http-request return status 404",
    ]);
  });

  const edge = { cidrs: ["10.42.0.0/20", "10.42.16.0/20"], idleTimeoutSec: 60 };

  it("believes no client who it is", () => {
    expect(section(exampleConfig, "frontend https")).toEqual([
      "bind :443 ssl crt /etc/haproxy/frontend.pem alpn h2,http/1.1",
      "http-request del-header X-Forwarded-For",
      "http-request del-header Forwarded",
      "http-request set-header X-Forwarded-Host %[req.hdr(Host)]",
      "http-request set-header X-Forwarded-Proto https",
      "http-request set-header X-Forwarded-Port %[dst_port]",
      "default_backend PRD_wso2ei",
    ]);
  });

  it("believes the load balancer in front", () => {
    expect(section({ ...exampleConfig, edge, maxConnections: 5200 }, "frontend http")).toEqual([
      "bind :80",
      "maxconn 5200",
      "acl from_edge src 10.42.0.0/20 10.42.16.0/20",
      "http-request del-header X-Forwarded-For unless from_edge",
      "http-request del-header Forwarded",
      "http-request set-header X-Forwarded-Host %[req.hdr(Host)]",
      "http-request set-header X-Forwarded-Proto http unless from_edge { req.hdr(X-Forwarded-Proto) -m found }",
      "http-request set-header X-Forwarded-Port %[dst_port] unless from_edge { req.hdr(X-Forwarded-Port) -m found }",
      "default_backend PRD_wso2ei",
    ]);
  });

  it("keeps room for its own readiness when every frontend is full", () => {
    expect(section({ ...exampleConfig, maxConnections: 5200 }, "global")).toContain("maxconn 10500");
  });

  it.each([
    [undefined, ["timeout http-request 10s", "timeout http-keep-alive 315s"]],
    [edge, ["timeout http-request 75s", "timeout http-keep-alive 75s"]],
  ])("waits for headers and idle connections as what is in front asks for: %j", (own, lines) => {
    const config = { ...exampleConfig, trafficTimeoutSec: 300, edge: own };
    expect(section(config, "defaults")).toEqual(expect.arrayContaining(["timeout client 300s", ...lines]));
  });

  it("fails for text that would be more than one value, wherever it stands", () => {
    const places: ((text: string) => HaproxyConfig)[] = [
      (text) => withBackend({ name: text }),
      (text) => withBackend({ stickyCookie: text }),
      (text) => withBackend({ check: { ...exampleBackend.check, path: `/${text}` } }),
      (text) => withBackend({ check: { ...exampleBackend.check, host: text } }),
      (text) => withBackend({ tls: { caFile: `/etc/${text}`, name: "ei.example" } }),
      (text) => withBackend({ tls: { caFile: "/etc/ca.pem", name: text } }),
      (text) => withBackend({ servers: [{ name: text, address: "10.0.0.1", port: 1 }] }),
      (text) => withBackend({ servers: [{ name: "node1", address: text, port: 1 }] }),
      (text) => ({ ...exampleConfig, socketPath: `/run/${text}` }),
      (text) => ({ ...exampleConfig, edge: { ...edge, cidrs: [text] } }),
      (text) => ({ ...exampleConfig, stateFile: `/var/${text}` }),
      (text) => ({ ...exampleConfig, frontends: [{ name: text, port: 80 }] }),
      (text) => ({ ...exampleConfig, frontends: [{ name: "f", port: 80, certificateFile: `/etc/${text}` }] }),
    ];
    const broken = fc
      .tuple(fc.string(), fc.constantFrom("\n", " ", "#", "'", '"', "\\", "\r", "\0"), fc.string())
      .map((parts) => parts.join(""));
    fc.assert(
      fc.property(fc.constantFrom(...places), broken, (place, text) => {
        expect(() => renderHaproxyConfig(place(text))).toThrow(/^HAProxy configuration: /);
      }),
    );
  });

  describe("as haproxy -c sees it", () => {
    const folder = mkdtempSync(join(tmpdir(), "haproxy-"));
    const caFile = join(folder, "ca.pem");
    const certificateFile = join(folder, "frontend.pem");
    const tls = { caFile, name: "ei.example" };
    const check = exampleBackend.check;

    beforeAll(async () => {
      const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
      const out = ["-keyout", "key.pem", "-out", "ca.pem", "-subj", "/CN=ei.example"];
      await execa("openssl", ["req", "-x509", ...key, ...out], { cwd: folder });
      const read = (name: string) => readFileSync(join(folder, name), "utf8");
      writeFileSync(certificateFile, `${read("ca.pem")}${read("key.pem")}`);
    });
    afterAll(() => rmSync(folder, { recursive: true }));

    const http = { name: "http", port: 8080 };
    const https = { name: "https", port: 8443, certificateFile };
    const cases: [string, HaproxyConfig][] = [
      ["TLS to the nodes, sticky", withBackend({ tls })],
      ["TLS to the nodes, TLS check on another port", withBackend({ tls, check: { ...check, port: 9443 } })],
      [
        "TLS to the nodes, plain check on another port",
        withBackend({ tls, check: { ...check, scheme: "http", port: 9201, path: "/healthz" } }),
      ],
      [
        "plain HTTP, not sticky",
        withBackend({ tls: undefined, stickyCookie: undefined, check: { ...check, scheme: "http" } }),
      ],
      ["behind a load balancer", { ...withBackend({ tls }), edge, maxConnections: 200 }],
      ["no server yet", withBackend({ tls, servers: [] })],
      ["checks twice a second", withBackend({ tls, check: { ...check, intervalSec: 0.5 } })],
      [
        "ten checks a second of what comes back",
        withBackend({ tls, check: { ...check, fastIntervalSec: 0.1 } }),
      ],
    ];
    (haproxies.length > 0 ? it : it.skip).each(cases)("accepts: %s", async (_, config) => {
      const file = join(folder, "haproxy.cfg");
      const stateFile = join(folder, "server-state");
      writeFileSync(stateFile, renderServersState([]));
      const socketPath = join(folder, "admin.sock");
      const usable = { ...config, frontends: [http, https], socketPath, stateFile };
      writeFileSync(file, renderHaproxyConfig(usable, "wso2 0123456789abcdef"));
      for (const { program } of haproxies) {
        const { all, exitCode } = await execa(program, ["-c", "-f", file], { all: true, reject: false });
        expect(all).not.toMatch(/\[(ALERT|WARNING)\]/);
        expect(exitCode).toBe(0);
      }
    });
  });
});
