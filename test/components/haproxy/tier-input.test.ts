import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import execa from "execa";
import fc from "fast-check";
import { checkTier } from "../../../components/haproxy/check-tier";
import { haproxyConfig } from "../../../components/haproxy/config-schema";
import type { TierFacts } from "../../../components/haproxy/plan-tier";
import {
  planCertificateNames,
  planEdgeDrain,
  planTierConfig,
  planTierMachine,
} from "../../../components/haproxy/plan-tier";
import { renderHaproxyConfig } from "../../../components/haproxy/render-config";
import { renderServersState } from "../../../components/haproxy/server-state";
import type { TierBackend, TierFrontend } from "../../../components/haproxy/tier-input";
import { haproxies } from "../../support/haproxies";
import { exampleTarget } from "../program/example-plans";
import { anyTierInput, tierCheck as check } from "./any-tier-input";

const facts = (change: Partial<TierFacts> = {}): TierFacts => ({
  backend: { name: "console", stickyCookie: "JSESSIONID", check },
  ...{ serverKeys: ["node1", "node2"], addresses: ["10.0.1.10", "10.0.2.10"] },
  ...{ serverPort: 9443, serviceName: "n.example", trafficTimeoutSec: 300 },
  ...change,
});
const gateway: TierBackend = { port: 8243, check };
const problems = (change: Partial<TierFacts>) =>
  checkTier({ instanceKeys: ["haproxy1", "haproxy2"], facts: facts(change), host: "apim.example" }).map(
    ({ propertyPath, reason }) => `${propertyPath}: ${reason}`,
  );

describe("a tier's input", () => {
  it.each<[Partial<TierFacts>, string[]]>([
    [{ backends: { gateway } }, []],
    [{ serverKeys: ["node 1"] }, ['keys: got "node 1"; letters, digits and _.:- is needed']],
    [
      { backends: { gateway: { ...gateway, nodes: ["node3"] } } },
      ["backends.gateway.nodes: got node3; keys of servers are needed: node1, node2"],
    ],
    [{ backendNodes: ["node1"] }, ["servers: node2 is in no backend"]],
    [
      {
        frontends: { web: { port: 443, routes: [{ paths: ["/api"], backend: "gatway" }] } },
        backends: { gateway },
      },
      ['frontends.web.routes[0].backend: got "gatway", allowed is a http backend: console, gateway'],
    ],
    [
      { frontends: { web: { port: 443, routes: [{ backend: "console" }] } } },
      ["frontends.web.routes[0]: got {}, allowed is a route with hosts or paths"],
    ],
    [
      { frontends: { sni: { port: 8443, mode: "tcp" } } },
      ['frontends.sni.backend: got "console", allowed is a tcp backend; there is none'],
    ],
    [
      { frontends: { web: { port: 443, acceptProxy: true } } },
      ["frontends.web.acceptProxy: got true, allowed is false without an edge whose ranges are declared"],
    ],
    [
      { backends: { gateway: { ...gateway, check: { ...check, path: "no path" } } } },
      ['backends.gateway.check.path: got "no path", allowed is a path without spaces or quotes'],
    ],
    [
      { frontends: { web: { port: 8405 } }, metrics: { cidrs: [] } },
      [
        "ports: got 8405, allowed is each value once",
        "metrics.cidrs: got [], allowed is at least one range: without one nobody could ask",
      ],
    ],
  ])("fails with all problems, each by the name that the user wrote, case %#", (change, expected) => {
    expect(problems(change)).toEqual(expected);
  });

  it("lets an old process live as long as the longest request of any path", () => {
    const slow = { ...gateway, trafficTimeoutSec: 60, timeouts: [{ paths: ["/export"], timeoutSec: 1800 }] };
    expect(planTierConfig(facts({ backends: { slow } })).hardStopAfterSec).toBe(1800);
  });

  it("lets it live as long as a load balancer drains, whose connections it ends, and not for a pair's sake", () => {
    const edges = [{ drainingTimeoutSec: 900 }, { drainingTimeoutSec: 3600, isTransparent: true }];
    expect(planTierConfig(facts({ edgeDrainSec: planEdgeDrain(edges) })).hardStopAfterSec).toBe(900);
    expect(planTierConfig(facts({ edgeDrainSec: planEdgeDrain([]) })).hardStopAfterSec).toBe(300);
  });

  it("has in its certificate the hosts that clients are routed by, once each", () => {
    const routes = [{ hosts: ["gw.example", "apim.example"], backend: "gateway" }];
    const frontends: Record<string, TierFrontend> = {
      ...{
        web: { port: 443, routes },
        plain: { port: 80, tls: false, routes: [{ hosts: ["p"], backend: "g" }] },
      },
      sni: { port: 8443, mode: "tcp", routes: [{ hosts: ["passed.example"], backend: "passed" }] },
    };
    expect(planCertificateNames("apim.example", undefined, frontends)).toEqual([
      "apim.example",
      "gw.example",
    ]);
    expect(planCertificateNames("apim.example", ["a.example"], frontends)).toEqual([
      "apim.example",
      "a.example",
    ]);
  });
});

(haproxies.length > 0 ? describe : describe.skip)("whatever a tier's input is", () => {
  const folder = mkdtempSync(join(tmpdir(), "tier-input-"));
  const at = (file: string) => join(folder, file);
  beforeAll(async () => {
    const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
    const out = ["-keyout", "key.pem", "-out", "ca.pem", "-subj", "/CN=ei.example"];
    await execa("openssl", ["req", "-x509", ...key, ...out], { cwd: folder });
    writeFileSync(
      at("frontend.pem"),
      readFileSync(at("ca.pem"), "utf8") + readFileSync(at("key.pem"), "utf8"),
    );
    writeFileSync(at("credentials"), "0\n");
    writeFileSync(at("state"), renderServersState([]));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it("has no problem, is the same after its way as a plan, and each HAProxy takes it without a warning", async () => {
    await fc.assert(
      fc.asyncProperty(anyTierInput, fc.constantFrom(...haproxies), async (change, haproxy) => {
        const wanted = facts(change as Partial<TierFacts>);
        const known = { instanceKeys: ["haproxy1"], facts: wanted, host: "apim.example" };
        expect(checkTier(known)).toEqual([]);
        const machine = (key: string) => ({ target: { ...exampleTarget, name: key }, address: "10.0.0.9" });
        const others = [machine("haproxy2")];
        const { config } = planTierMachine(
          machine("haproxy1"),
          planTierConfig(wanted),
          [],
          others,
          "apim.example",
        );
        const plain = JSON.parse(JSON.stringify(config));
        expect(haproxyConfig(plain, "config")).toEqual(plain);
        const text = renderHaproxyConfig(config)
          .replaceAll("/etc/haproxy/nodes-ca.pem", at("ca.pem"))
          .replaceAll("/etc/haproxy/frontend.pem", at("frontend.pem"))
          .replaceAll("/etc/haproxy/stats-credentials", at("credentials"))
          .replaceAll("/var/lib/haproxy/server-state", at("state"))
          .replaceAll("/run/haproxy/admin.sock", at("admin.sock"));
        writeFileSync(at("haproxy.cfg"), text);
        const { all } = await execa(haproxy.program, ["-c", "-f", at("haproxy.cfg")], {
          all: true,
          reject: false,
        });
        expect(all?.split("\n").filter((line) => /ALERT|WARNING/.test(line))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});
