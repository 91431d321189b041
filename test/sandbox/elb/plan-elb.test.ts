import type { ElbDescription } from "../../../sandbox/elb/elb-description";
import { planElb } from "../../../sandbox/elb/plan-elb";
import { elb } from "./elb-fixture";

const described: ElbDescription = {
  description: {
    LoadBalancerName: "web",
    DNSName: "web-1.us-east-1.elb.amazonaws.com",
    Subnets: ["subnet-1"],
    Instances: ["i-3", "i-1", "i-2", "i-terminated"].map((InstanceId) => ({ InstanceId })),
    ListenerDescriptions: [
      {
        Listener: {
          Protocol: "HTTPS",
          LoadBalancerPort: 443,
          InstanceProtocol: "HTTPS",
          InstancePort: 443,
          SSLCertificateId: "arn:aws:iam::123456789012:server-certificate/web",
        },
        PolicyNames: ["sticky", "tls"],
      },
      {
        Listener: { Protocol: "http", LoadBalancerPort: 80, InstanceProtocol: "http", InstancePort: 80 },
        PolicyNames: ["sticky"],
      },
    ],
    HealthCheck: {
      Target: "HTTP:8405/ready",
      Interval: 5,
      Timeout: 2,
      HealthyThreshold: 2,
      UnhealthyThreshold: 3,
    },
  },
  attributes: {
    CrossZoneLoadBalancing: { Enabled: true },
    ConnectionDraining: { Enabled: true, Timeout: 300 },
    ConnectionSettings: { IdleTimeout: 60 },
  },
  policies: [
    {
      PolicyName: "sticky",
      PolicyTypeName: "AppCookieStickinessPolicyType",
      PolicyAttributeDescriptions: [{ AttributeName: "CookieName", AttributeValue: "JSESSIONID" }],
    },
    {
      PolicyName: "tls",
      PolicyTypeName: "SSLNegotiationPolicyType",
      PolicyAttributeDescriptions: [
        { AttributeName: "Reference-Security-Policy", AttributeValue: "ELBSecurityPolicy-TLS-1-2-2017-01" },
      ],
    },
  ],
};
const instances = new Map(
  elb.members.map(({ instanceId, address, zone }) => [instanceId, { address, zone }]),
);

/** With other values in its description. */
function withDescription(changes: Partial<ElbDescription["description"]>): ElbDescription {
  return { ...described, description: { ...described.description, ...changes } };
}

describe("a classic ELB from what the API says", () => {
  it("has its listeners by port, its policies' effects, and the instances that are there", () => {
    expect(planElb(described, instances)).toEqual(elb);
  });

  it("cuts at once without draining, and keeps zones apart without cross-zone", () => {
    const attributes = { ConnectionDraining: { Enabled: false, Timeout: 300 } };
    const { drainingTimeoutSec, crossZone, idleTimeoutSec } = planElb(
      { ...described, attributes },
      instances,
    );
    expect({ drainingTimeoutSec, crossZone, idleTimeoutSec }).toEqual({
      drainingTimeoutSec: 0,
      crossZone: false,
      idleTimeoutSec: 60,
    });
  });

  it("knows a stickiness policy that only the short list has", () => {
    const shortLists = {
      AppCookieStickinessPolicies: [{ PolicyName: "sticky", CookieName: "SESSION" }],
    };
    const model = planElb(
      { ...withDescription({ Policies: shortLists }), policies: described.policies.slice(1) },
      instances,
    );
    expect(model.listeners.map(({ stickyCookie }) => stickyCookie)).toEqual(["SESSION", "SESSION"]);
  });

  it("allows old TLS where the listener has no policy", () => {
    const [secure] = described.description.ListenerDescriptions ?? [];
    const model = planElb(
      withDescription({ ListenerDescriptions: [{ ...secure, PolicyNames: [] }] }),
      instances,
    );
    expect(model.listeners[0]?.minTls).toBe("TLSv1.0");
  });

  it("fails on a protocol that it can't stand for", () => {
    const Listener = { Protocol: "TCP", LoadBalancerPort: 25, InstanceProtocol: "TCP", InstancePort: 25 };
    expect(() => planElb(withDescription({ ListenerDescriptions: [{ Listener }] }), instances)).toThrow(
      "web: listener 25 uses TCP; the sandbox's load balancer knows HTTP and HTTPS",
    );
  });

  it("fails on a policy that it doesn't know", () => {
    const policies = [{ PolicyName: "sticky", PolicyTypeName: "LBCookieStickinessPolicyType" }];
    expect(() => planElb({ ...described, policies }, instances)).toThrow(
      'listener 443 has policy "sticky" of type LBCookieStickinessPolicyType',
    );
  });

  it("fails on a health check without a port", () => {
    expect(() =>
      planElb(
        withDescription({
          HealthCheck: { ...described.description.HealthCheck, Target: "HTTP/ready" } as never,
        }),
        instances,
      ),
    ).toThrow('web: health check target "HTTP/ready" is not PROTOCOL:port or PROTOCOL:port/path');
  });
});
