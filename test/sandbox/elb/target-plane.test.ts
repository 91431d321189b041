import { UnsupportedElbError } from "../../../sandbox/elb/elb-description";
import { certificateFile } from "../../../sandbox/elb/elb-files";
import { planTargetBalancer } from "../../../sandbox/elb/plan-target-balancer";
import type {
  ListenerDescription,
  TargetBalancerDescription,
  TargetGroupDescription,
} from "../../../sandbox/elb/read-target-balancers";
import { elbCookieValue } from "../../../sandbox/elb/sticky-cookie";
import { planTargetPlane } from "../../../sandbox/elb/target-plane";
import { checkConfig } from "./check-config";

const instances = new Map([
  ["i-1", { address: "10.41.0.11", zone: "us-east-1a" }],
  ["i-2", { address: "10.41.16.11", zone: "us-east-1b" }],
]);
const arn = (name: string) => `arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/${name}/1`;
const [first, second] = ["first", "second"].map((name) => `arn:aws:iam::1:server-certificate/${name}`);

const group = (name: string, Protocol: "HTTPS" | "TLS", attributes = {}): TargetGroupDescription => ({
  group: {
    ...{ TargetGroupArn: arn(name), TargetGroupName: name, Protocol, Port: 8443, TargetType: "instance" },
    ...{ HealthCheckProtocol: "HTTP", HealthCheckPort: "8405", HealthCheckPath: "/ready" },
    ...{ HealthCheckIntervalSeconds: 5, HealthCheckTimeoutSeconds: 2, Matcher: { HttpCode: "200" } },
    ...{ HealthyThresholdCount: 2, UnhealthyThresholdCount: 3 },
  },
  attributes: { "deregistration_delay.timeout_seconds": "60", ...attributes },
  // The third one is terminated: it has no address any more.
  targets: ["i-1", "i-2", "i-3"].map((Id) => ({ Id })),
});
const listener = (Port: number, Protocol: "HTTP" | "HTTPS" | "TLS", rules: ListenerDescription["rules"]) => ({
  listener: {
    ...{ Port, Protocol, SslPolicy: "ELBSecurityPolicy-TLS13-1-2-Res-2021-06" },
    ...(Protocol === "HTTP" ? {} : { Certificates: [{ CertificateArn: first }] }),
  },
  attributes: { "tcp.idle_timeout.seconds": "350" },
  certificates: Protocol === "HTTP" ? [] : [{ CertificateArn: first }, { CertificateArn: second }],
  rules,
});
const to = (name: string) => [{ Type: "forward" as const, TargetGroupArn: arn(name) }];
const redirect = { Protocol: "HTTPS", Port: "443", StatusCode: "HTTP_301" as const };
const application: TargetBalancerDescription = {
  balancer: { LoadBalancerName: "shop", Type: "application", DNSName: "shop-1.elb.amazonaws.com" },
  attributes: { "idle_timeout.timeout_seconds": "90" },
  listeners: [
    listener(443, "HTTPS", [
      { Priority: "default", Actions: to("web") },
      {
        Priority: "10",
        Conditions: [
          { Field: "host-header", HostHeaderConfig: { Values: ["*.example.com"] } },
          { Field: "path-pattern", PathPatternConfig: { Values: ["/api/*"] } },
        ],
        Actions: to("api"),
      },
    ]),
    listener(80, "HTTP", [
      { Priority: "default", Actions: [{ Type: "redirect", RedirectConfig: redirect }] },
    ]),
  ],
};
const sticky = {
  ...{ "stickiness.enabled": "true", "stickiness.type": "app_cookie", "slow_start.duration_seconds": "30" },
  ...{ "stickiness.app_cookie.cookie_name": "ID", "stickiness.app_cookie.duration_seconds": "600" },
};
const groups = [group("web", "HTTPS", sticky), group("api", "HTTPS"), group("unused", "HTTPS")];

function section(config: string, head: string): string[] {
  const lines = config.split("\n");
  const rest = lines.slice(lines.indexOf(head) + 1);
  return rest.slice(0, rest.indexOf("")).map((line) => line.trim());
}

describe("the stand-in of an Application Load Balancer", () => {
  const plane = planTargetPlane(planTargetBalancer(application, groups, instances));
  const { config } = plane;

  it("has a pool for each target group that a rule uses", () => {
    expect(plane.pools.map(({ reportedAs, cutAfterSec }) => [reportedAs, cutAfterSec])).toEqual([
      [arn("web"), 60],
      [arn("api"), 60],
    ]);
    expect(plane.pools[0]?.check).toEqual({
      ...{ port: 8405, healthyThreshold: 2, unhealthyThreshold: 3, firstThreshold: 1 },
    });
    expect(plane.certificateArns).toEqual([first, second]);
  });

  it("takes the first rule that holds, and the default one at last", () => {
    expect(section(config, "frontend listener_443")).toEqual([
      `bind :443 ssl crt ${certificateFile(first ?? "")} crt ${certificateFile(second ?? "")} ssl-min-ver TLSv1.2 alpn h2,http/1.1`,
      "http-request set-var(txn.rule) str(rule0) if !{ var(txn.rule) -m found } { req.hdr(host),field(1,:) -i -m reg '^.*\\.example\\.com$' } { path -m reg '^/api/.*$' }",
      "http-request set-var(txn.rule) str(rule1) if !{ var(txn.rule) -m found }",
      "http-request set-header X-Forwarded-Proto https",
      "http-request set-header X-Forwarded-Port 443",
      "use_backend group_api if { var(txn.rule) -m str rule0 }",
      "use_backend group_web if { var(txn.rule) -m str rule1 }",
    ]);
    expect(section(config, "frontend listener_80")).toContain(
      'http-request redirect location "https://%[req.hdr(host),field(1,:)]:443%[pathq]" code 301 if { var(txn.rule) -m str rule0 }',
    );
  });

  it("checks, starts slowly and keeps clients by the application's cookie", () => {
    expect(section(config, "backend group_web")).toEqual([
      ...["balance roundrobin", "http-reuse always", "cookie AWSALBAPP-0 rewrite"],
      'http-response add-header Set-Cookie "AWSALBAPP-0=%[srv_name,sha1,hex]; Max-Age=600; Path=/" if { res.cook(ID) -m found }',
      ...["i-1 10.41.0.11", "i-2 10.41.16.11"].map(
        (each) =>
          `server ${each}:8443 track health_web/${each.slice(0, 3)} weight 240 slowstart 30s cookie ${elbCookieValue(each.slice(0, 3))} ssl verify none`,
      ),
    ]);
    expect(section(config, "backend health_web")).toContain(
      "server i-1 10.41.0.11:8405 check inter 5s rise 2 fall 3",
    );
  });

  it("is what HAProxy takes", () => checkConfig(plane));
});

describe("the stand-in of a Network Load Balancer", () => {
  const network: TargetBalancerDescription = {
    balancer: { LoadBalancerName: "shop", Type: "network" },
    attributes: {},
    listeners: [listener(443, "TLS", [{ Priority: "default", Actions: to("web") }])],
  };
  const attributes = { "proxy_protocol_v2.enabled": "true" };
  const plane = planTargetPlane(planTargetBalancer(network, [group("web", "TLS", attributes)], instances));

  it("hands on connections, says who the client is, and cuts none", () => {
    expect(section(plane.config, "frontend listener_443").slice(1)).toEqual([
      ...["mode tcp", "option tcplog", "timeout client 350s", "default_backend group_web"],
    ]);
    expect(section(plane.config, "backend group_web")[2]).toBe(
      "server i-1 10.41.0.11:8443 track health_web/i-1 weight 240 ssl verify none send-proxy-v2",
    );
    expect(section(plane.config, "backend health_web")).toContain(
      "server i-1 10.41.0.11:8405 check inter 5s rise 2 fall 3 check-send-proxy",
    );
    expect(plane.pools[0]?.cutAfterSec).toBeUndefined();
  });

  it("is what HAProxy takes", () => checkConfig(plane));
});

describe("what the sandbox can't stand for", () => {
  it.each([
    [
      "a rule by source address",
      { Conditions: [{ Field: "source-ip" }], Actions: to("web") },
      "by source-ip",
    ],
    ["two actions", { Actions: [{ Type: "authenticate-oidc" as const }, ...to("web")] }, "2 actions"],
  ])("fails for %s and names it", (_, rule, message) => {
    const rules = [{ Priority: "1", ...rule }];
    const wrong = { ...application, listeners: [listener(443, "HTTPS", rules)] };
    const plan = () => planTargetBalancer(wrong, groups, instances);
    expect(plan).toThrow(UnsupportedElbError);
    expect(plan).toThrow(message);
  });
});
