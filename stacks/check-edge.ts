import { checkLoadBalancer, type Problem, Problems } from "../components";
import { type BalancerSettings, balancersOfEdge, type EdgeSettings, edgeHealth } from "./edge-settings";

/** What is checked of a configuration, with what goes together with `wso2:edge`. */
export interface EdgeFacts {
  readonly edge?: EdgeSettings | undefined;
  readonly accessLogBucket?: string | undefined;
}

/**
 * What the kind can't have, by the configuration's keys. The name is the stack's, which the component checks.
 * @param region Of the stack. @default not known
 */
export function checkEdge(settings: EdgeFacts, region?: string): Problem[] {
  const all = balancersOfEdge(settings.edge);
  const [[, edge] = ["", {}], [, keep] = ["", undefined]] = all;
  const same = {
    propertyPath: "wso2:edge.keep.kind",
    reason: `is ${keep?.kind ?? "classic"}, as wso2:edge.kind is; ${keepMeans}`,
  };
  return [
    ...all.flatMap(([at, balancer]) => [
      ...checkBalancer(at, balancer),
      ...checkOwn(at, balancer, settings, region),
    ]),
    ...(keep && (keep.kind ?? "classic") === (edge.kind ?? "classic") ? [same] : []),
  ];
}

const keepMeans = "keep is for the kind that stood in front before, with the other keys that it had";

function checkBalancer(at: string, settings: BalancerSettings): Problem[] {
  const { kind = "classic", alarmTopicArns: _, address: __, limits: ___, ...others } = settings;
  // What a pair may have is judged with the keys that it needs.
  if (kind === "failover-pair") return [];
  const found = checkLoadBalancer("edge", { kind, health: edgeHealth, ...others });
  return found.map(({ propertyPath, reason }) => ({ propertyPath: `wso2:${at}.${propertyPath}`, reason }));
}

/** Keys of a load balancer that go together, or not. */
function checkOwn(
  at: string,
  { kind = "classic", ...of }: BalancerSettings,
  { accessLogBucket }: EdgeFacts,
  region: string | undefined,
): Problem[] {
  if (kind === "failover-pair") return [];
  const problems = new Problems();
  const require = (isGood: boolean, key: string, reason: string) =>
    problems.require(isGood, `wso2:${at}.${key}`, reason);
  const { passthrough, certificateArn, furtherCertificateArns = {}, accessLogs, alarms, alarmTopicArns } = of;
  require(accessLogs === undefined ||
    accessLogBucket ===
      undefined, "accessLogs", "is set, and so is wso2:accessLogBucket, which says the same in short; keep one of them");
  require(alarms === undefined ||
    alarmTopicArns !== undefined, "alarms", `is set, and nobody is told; set wso2:${at}.alarmTopicArns too`);
  require(kind !== "network" ||
    alarms?.errorsPerMin ===
      undefined, "alarms.errorsPerMin", "a Network Load Balancer knows no requests and answers none itself; leave it out");
  require(!passthrough ||
    certificateArn ===
      undefined, "certificateArn", "is set, and so is passthrough, with which the HAProxies show a certificate: give wso2:certificatePem or wso2:keystore, whose key they can have");
  require(!passthrough ||
    of.tlsPolicy ===
      undefined, "tlsPolicy", "is set, and so is passthrough, with which the HAProxies end TLS; leave it out");
  const arns = { certificateArn, ...prefixed("furtherCertificateArns", furtherCertificateArns) };
  for (const [key, arn] of Object.entries(arns)) {
    const [, , service, of = ""] = arn?.split(":") ?? [];
    require(service !== "acm" ||
      region === undefined ||
      of ===
        region, key, `got a certificate in region ${of}; a load balancer shows those of its own region, aws:region ${region}`);
  }
  return problems.list;
}

const prefixed = (at: string, values: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(values).map(([key, value]) => [`${at}.${key}`, value]));
