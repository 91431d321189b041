import type { Values } from "../../sandbox/providers/aws/property-spec";
import { type AwsDriver, createCertificate } from "./aws-driver";

/** One of each type of a classic ELB's: listeners with a certificate, policies, and an instance behind it. */
export async function makeClassicBalancer(
  aws: AwsDriver,
  { subnetId, groupId, instanceId }: { subnetId: string; groupId: string; instanceId: string },
) {
  const make = (token: string, name: string, given: Values) => aws.make(`aws:${token}`, name, given);
  const certificate = await make(
    "iam/serverCertificate:ServerCertificate",
    "edge",
    await createCertificate(),
  );
  const balancerInputs = {
    subnets: [subnetId],
    securityGroups: [groupId],
    internal: false,
    listeners: [
      { lbPort: 80, lbProtocol: "http", instancePort: 80, instanceProtocol: "http" },
      {
        lbPort: 443,
        lbProtocol: "https",
        instancePort: 80,
        instanceProtocol: "http",
        sslCertificateId: certificate.state.arn,
      },
    ],
    healthCheck: { target: "HTTP:80/", interval: 5, timeout: 2, healthyThreshold: 2, unhealthyThreshold: 2 },
    connectionDraining: true,
  };
  const balancer = await make("elb/loadBalancer:LoadBalancer", "edge", balancerInputs);
  const attachment = await make("elb/attachment:Attachment", "node1", {
    elb: balancer.id,
    instance: instanceId,
  });
  const policy = { loadBalancerName: balancer.id, policyName: "stickiness" };
  const stickiness = await make("elb/loadBalancerPolicy:LoadBalancerPolicy", "stickiness", {
    ...policy,
    policyTypeName: "AppCookieStickinessPolicyType",
    policyAttributes: [{ name: "CookieName", value: "JSESSIONID" }],
  });
  await make("elb/loadBalancerPolicy:LoadBalancerPolicy", "tls", {
    ...policy,
    policyName: "tls",
    policyTypeName: "SSLNegotiationPolicyType",
    policyAttributes: [{ name: "Reference-Security-Policy", value: "ELBSecurityPolicy-TLS-1-2-2017-01" }],
  });
  const listenerPolicy = await make("elb/listenerPolicy:ListenerPolicy", "443", {
    loadBalancerName: balancer.id,
    loadBalancerPort: 443,
    policyNames: ["tls", "stickiness"],
  });
  return { certificate, balancer, balancerInputs, attachment, stickiness, listenerPolicy };
}
