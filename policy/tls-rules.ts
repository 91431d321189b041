import type { Policies, PolicyResource } from "@pulumi/policy";
import { dependsOn } from "./depends-on";

const classic = "aws:elb/loadBalancer:LoadBalancer";
/** A classic ELB's newest; it has none with TLS 1.3. */
const classicPolicies = ["ELBSecurityPolicy-TLS-1-2-2017-01"];
/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html */
const modernPolicies = /^ELBSecurityPolicy-(TLS-1-2|TLS13-1-[23]|FS-1-2)-/;

function setsTls({ type, props }: PolicyResource): boolean {
  return (
    type === "aws:elb/loadBalancerPolicy:LoadBalancerPolicy" &&
    props.policyTypeName === "SSLNegotiationPolicyType" &&
    (props.policyAttributes ?? []).some(
      ({ name, value }: { name: string; value: string }) =>
        name === "Reference-Security-Policy" && classicPolicies.includes(value),
    )
  );
}

function hasTls(balancer: PolicyResource, resources: readonly PolicyResource[]): boolean {
  return resources.some(
    (each) =>
      each.type === "aws:elb/listenerPolicy:ListenerPolicy" &&
      each.props.loadBalancerPort === 443 &&
      dependsOn(each, "loadBalancerName", ({ urn }) => urn === balancer.urn) &&
      dependsOn(each, "policyNames", setsTls),
  );
}

export const tlsRules: Policies = [
  {
    name: "tls-at-the-edge",
    description: "Port 443 of a load balancer speaks TLS 1.2 or later.",
    severity: "high",
    validateStack: ({ resources }, report) => {
      for (const { type, props, urn } of resources) {
        if (type !== "aws:lb/listener:Listener" || !["HTTPS", "TLS"].includes(props.protocol)) continue;
        if (modernPolicies.test(props.sslPolicy ?? "")) continue;
        report(`sslPolicy is ${props.sslPolicy ?? "AWS's default"}; one of TLS 1.2 at least is needed`, urn);
      }
      for (const balancer of resources.filter(({ type }) => type === classic)) {
        const secure = (balancer.props.listeners ?? []).filter(
          ({ lbPort }: { lbPort: number }) => lbPort === 443,
        );
        for (const { lbProtocol } of secure) {
          if (!["https", "ssl"].includes(lbProtocol.toLowerCase())) {
            report(`port 443 speaks ${lbProtocol}; https or ssl is needed`, balancer.urn);
          }
        }
        if (secure.length > 0 && !hasTls(balancer, resources)) {
          report(
            `port 443 has no listener policy with ${classicPolicies.join(" or ")}: AWS's default allows TLS 1.0`,
            balancer.urn,
          );
        }
      }
    },
  },
];
