import type { Policies, PolicyResource } from "@pulumi/policy";
import { dependsOn } from "./depends-on";

const everybody = ["0.0.0.0/0", "::/0"];
const publicPorts = [80, 443];
const loadBalancers = [
  "aws:elb/loadBalancer:LoadBalancer",
  "aws:lb/loadBalancer:LoadBalancer",
  "aws:alb/loadBalancer:LoadBalancer",
];

interface Opening {
  readonly protocol?: string;
  readonly fromPort?: number;
  readonly toPort?: number;
  readonly ranges: readonly string[];
}

/** What a resource opens, in each of the three forms that AWS's provider has. */
function openingsOf({ type, props }: PolicyResource): Opening[] {
  const { fromPort, toPort } = props;
  switch (type) {
    case "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule":
      return [
        { protocol: props.ipProtocol, fromPort, toPort, ranges: known([props.cidrIpv4, props.cidrIpv6]) },
      ];
    case "aws:ec2/securityGroupRule:SecurityGroupRule":
      return props.type === "ingress" ? [inline(props)] : [];
    case "aws:ec2/securityGroup:SecurityGroup":
      return (props.ingress ?? []).map(inline);
    default:
      return [];
  }
}

function inline(rule: Record<string, unknown>): Opening {
  const { protocol, fromPort, toPort } = rule as Omit<Opening, "ranges">;
  const lists = [rule.cidrBlocks, rule.ipv6CidrBlocks] as (string[] | undefined)[];
  return { protocol, fromPort, toPort, ranges: known(lists.flatMap((list) => list ?? [])) };
}

function known(ranges: readonly (string | undefined)[]): string[] {
  return ranges.filter((range) => range !== undefined);
}

function isPublic({ protocol, fromPort, toPort }: Opening): boolean {
  return protocol === "tcp" && fromPort === toPort && publicPorts.includes(fromPort ?? 0);
}

export const networkRules: Policies = [
  {
    name: "closed-to-everybody",
    description: "Only ports 80 and 443 of a load balancer's security group are open to everybody.",
    severity: "critical",
    validateStack: ({ resources }, report) => {
      const edges = resources.filter(({ type }) => loadBalancers.includes(type));
      const isEdge = (group: PolicyResource) =>
        edges.some((edge) => dependsOn(edge, "securityGroups", ({ urn }) => urn === group.urn));
      for (const resource of resources) {
        const open = openingsOf(resource).filter(({ ranges }) =>
          ranges.some((range) => everybody.includes(range)),
        );
        const atEdge =
          isEdge(resource) || dependsOn(resource, "securityGroupId", (each: PolicyResource) => isEdge(each));
        for (const opening of open) {
          if (atEdge && isPublic(opening)) continue;
          const { protocol, fromPort, toPort } = opening;
          const where = atEdge ? "" : ", of a group that no load balancer has";
          report(
            `open to everybody: ${protocol} ${fromPort} to ${toPort}${where}; name the ranges or the group that may`,
            resource.urn,
          );
        }
      }
    },
  },
];
