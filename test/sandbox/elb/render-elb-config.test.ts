import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import execa from "execa";
import { planClassicPlane } from "../../../sandbox/elb/classic-plane";
import { certificateFile, elbFiles } from "../../../sandbox/elb/elb-files";
import type { ElbModel } from "../../../sandbox/elb/elb-model";
import { renderElbConfig } from "../../../sandbox/elb/render-elb-config";
import { renderServerState } from "../../../sandbox/elb/server-state";
import { elbCookieValue } from "../../../sandbox/elb/sticky-cookie";
import { hasProgram } from "../../../sandbox/prerequisites/find-program";
import { elb, http, https } from "./elb-fixture";

function section(config: string, head: string): string[] {
  const lines = config.split("\n");
  const rest = lines.slice(lines.indexOf(head) + 1);
  return rest.slice(0, rest.indexOf("")).map((line) => line.trim());
}

describe("configuration of a classic ELB's stand-in", () => {
  const config = renderElbConfig(elb);

  it("checks every instance at the health check's target, and 200 alone is healthy", () => {
    expect(section(config, "backend health")).toEqual([
      "timeout check 2s",
      "option httpchk",
      "http-check send meth GET uri /ready ver HTTP/1.1 hdr Host %[srv_name] hdr User-Agent ELB-HealthChecker/1.0",
      "http-check expect status 200",
      "server i-1 10.41.0.11:8405 check inter 5s rise 2 fall 3",
      "server i-2 10.41.0.12:8405 check inter 5s rise 2 fall 3",
      "server i-3 10.41.16.11:8405 check inter 5s rise 2 fall 3",
    ]);
  });

  it("ends TLS with the IAM certificate, from the policy's version to 1.2", () => {
    expect(section(config, "frontend listener_443")).toEqual([
      `bind :443 ssl crt ${certificateFile(https.certificateArn ?? "")} ssl-min-ver TLSv1.2 ssl-max-ver TLSv1.2 alpn http/1.1`,
      "default_backend port_443",
    ]);
  });

  it("sends to HTTPS instances without looking at their certificates, sticky on the application's cookie", () => {
    expect(section(config, "backend port_443")).toEqual([
      "balance leastconn",
      "http-reuse always",
      "http-request set-header X-Forwarded-Proto https",
      "http-request set-header X-Forwarded-Port 443",
      "cookie AWSELB rewrite",
      "ignore-persist if !{ req.cook(JSESSIONID) -m found }",
      'http-response add-header Set-Cookie "AWSELB=%[srv_name,sha1,hex]; Path=/" if { res.cook(JSESSIONID) -m found }',
      `server i-1 10.41.0.11:443 track health/i-1 weight 240 cookie ${elbCookieValue("i-1")} ssl verify none`,
      `server i-2 10.41.0.12:443 track health/i-2 weight 240 cookie ${elbCookieValue("i-2")} ssl verify none`,
      `server i-3 10.41.16.11:443 track health/i-3 weight 240 cookie ${elbCookieValue("i-3")} ssl verify none`,
    ]);
  });

  it("knows nothing of cookies without a stickiness policy", () => {
    const { stickyCookie: _, ...plain } = http;
    expect(renderElbConfig({ ...elb, listeners: [plain] })).not.toMatch(/cookie|AWSELB/);
  });

  it("keeps connections as long as the idle timeout, and old processes until draining must be over", () => {
    const patient = renderElbConfig({ ...elb, idleTimeoutSec: 90, drainingTimeoutSec: 20 });
    expect(patient).toContain("    timeout server 90s\n");
    expect(patient).toContain("    hard-stop-after 170s\n");
  });
});

const reason = hasProgram("haproxy") ? undefined : "haproxy is not installed here";
if (reason && process.env.CI) throw new Error(`HAProxy must check what is rendered: ${reason}`);

(reason ? describe.skip : describe)("real HAProxy", () => {
  const folder = mkdtempSync(join(tmpdir(), "elb-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  beforeAll(async () => {
    const pem = join(folder, basename(certificateFile(https.certificateArn ?? "")));
    const kind = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=web"];
    await execa("openssl", ["req", "-x509", ...kind, "-keyout", pem, "-out", `${pem}.cert`]);
    await execa("sh", ["-c", 'cat "$1.cert" >> "$1"', "sh", pem]);
  });

  const variants: [string, ElbModel][] = [
    ["what the library makes", elb],
    ["no instances", { ...elb, members: [] }],
    ["no draining, zones apart", { ...elb, drainingTimeoutSec: 0, crossZone: false }],
    ["HTTPS to HTTP", { ...elb, listeners: [{ ...https, instanceProtocol: "HTTP", minTls: "TLSv1.0" }] }],
    [
      "HTTP to HTTPS, not sticky",
      { ...elb, listeners: [{ ...http, instanceProtocol: "HTTPS", stickyCookie: undefined }] },
    ],
    ...(["HTTPS", "TCP", "SSL"] as const).map((protocol): [string, ElbModel] => [
      `${protocol} health check`,
      { ...elb, healthCheck: { ...elb.healthCheck, protocol } },
    ]),
  ];

  it.each(variants)("accepts the configuration: %s", async (name, model) => {
    const file = join(folder, `${name.replaceAll(/\W/g, "-")}.cfg`);
    const state = join(folder, "state");
    const pools = planClassicPlane(model).pools.map((pool) => ({
      ...pool,
      current: new Map([["i-1", true]]),
    }));
    writeFileSync(state, renderServerState(pools));
    const text = renderElbConfig(model)
      .replaceAll(elbFiles.certificates, folder)
      .replaceAll(elbFiles.state, state);
    writeFileSync(file, text);
    const { all } = await execa("haproxy", ["-c", "-f", file], { all: true, reject: false });
    expect(all).toContain("Configuration file is valid");
    expect(all).not.toContain("ALERT");
  });
});
