import type {
  ListenerDescription,
  Policies,
  PolicyDescription,
} from "@aws-sdk/client-elastic-load-balancing";
import { UnsupportedElbError } from "./elb-description";
import type { ElbListener } from "./elb-model";

type Protocol = ElbListener["protocol"];

function planProtocol(name: string, port: number, value: string | undefined): Protocol {
  const protocol = value?.toUpperCase();
  if (protocol === "HTTP" || protocol === "HTTPS") return protocol;
  throw new UnsupportedElbError(
    `${name}: listener ${port} uses ${value}; the sandbox's load balancer knows HTTP and HTTPS`,
  );
}

/** Lowest TLS version of a predefined policy: the newer ones say it in their name. */
function planMinTls(policy: string): ElbListener["minTls"] {
  if (policy.includes("TLS-1-2")) return "TLSv1.2";
  if (policy.includes("TLS-1-1")) return "TLSv1.1";
  return "TLSv1.0";
}

interface PolicyEffect {
  readonly minTls?: ElbListener["minTls"];
  readonly stickyCookie?: string;
}

function planPolicy(name: string, port: number, policy: PolicyDescription): PolicyEffect {
  const attribute = (key: string) =>
    policy.PolicyAttributeDescriptions?.find((candidate) => candidate.AttributeName === key)?.AttributeValue;
  switch (policy.PolicyTypeName) {
    case "AppCookieStickinessPolicyType":
      return { stickyCookie: attribute("CookieName") };
    case "SSLNegotiationPolicyType":
      return {
        minTls: planMinTls(attribute("Reference-Security-Policy") ?? policy.PolicyName ?? ""),
      };
    default:
      throw new UnsupportedElbError(
        `${name}: listener ${port} has policy "${policy.PolicyName}" of type ${policy.PolicyTypeName}, which the sandbox's load balancer doesn't know`,
      );
  }
}

/** Describes a policy that only the short lists of the load balancer's description hold. */
function fromShortList(policies: Policies | undefined, policyName: string): PolicyDescription | undefined {
  const cookie = policies?.AppCookieStickinessPolicies?.find((policy) => policy.PolicyName === policyName);
  return (
    cookie && {
      PolicyName: policyName,
      PolicyTypeName: "AppCookieStickinessPolicyType",
      PolicyAttributeDescriptions: [{ AttributeName: "CookieName", AttributeValue: cookie.CookieName }],
    }
  );
}

/**
 * One listener with what its policies make of it.
 *
 * @throws UnsupportedElbError for a protocol or a policy that the data plane doesn't know.
 */
export function planListener(
  name: string,
  { Listener, PolicyNames }: ListenerDescription,
  policies: readonly PolicyDescription[],
  shortLists?: Policies,
): ElbListener {
  const port = Listener?.LoadBalancerPort ?? 0;
  const protocol = planProtocol(name, port, Listener?.Protocol);
  const effects = (PolicyNames ?? []).map((policyName) => {
    const policy =
      policies.find((candidate) => candidate.PolicyName === policyName) ??
      fromShortList(shortLists, policyName);
    if (!policy)
      throw new UnsupportedElbError(`${name}: listener ${port} names unknown policy "${policyName}"`);
    return planPolicy(name, port, policy);
  });
  const { minTls, stickyCookie } = Object.assign({}, ...effects) as PolicyEffect;
  return {
    port,
    protocol,
    instancePort: Listener?.InstancePort ?? 0,
    instanceProtocol: planProtocol(name, port, Listener?.InstanceProtocol ?? Listener?.Protocol),
    ...(protocol === "HTTPS" && {
      certificateArn: Listener?.SSLCertificateId,
      minTls: minTls ?? "TLSv1.0",
    }),
    ...(stickyCookie && { stickyCookie }),
  };
}
