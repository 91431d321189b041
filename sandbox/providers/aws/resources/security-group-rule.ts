import type { IpPermission, SecurityGroupRule } from "@aws-sdk/client-ec2";
import { ec2Arn } from "../arn";
import { unlessGone } from "../aws-errors";
import { type Failure, type PropertyTable, regionProperty, tagProperties } from "../property-spec";
import { type Context, defineResource } from "../resource";
import { ec2Tagging, fromAwsTags, toAwsTags } from "../tags";

interface RuleInputs {
  securityGroupId: string;
  ipProtocol: string;
  fromPort?: number;
  toPort?: number;
  cidrIpv4?: string;
  cidrIpv6?: string;
  prefixListId?: string;
  referencedSecurityGroupId?: string;
  description?: string;
  tagsAll?: Record<string, string>;
}

const sources = ["cidrIpv4", "cidrIpv6", "prefixListId", "referencedSecurityGroupId"] as const;

const inputs: PropertyTable = {
  securityGroupId: { kind: "string", required: true, replaces: true },
  ipProtocol: { kind: "string", required: true, equates: "case" },
  fromPort: { kind: "number" },
  toPort: { kind: "number" },
  cidrIpv4: { kind: "string" },
  cidrIpv6: { kind: "string" },
  prefixListId: { kind: "string" },
  referencedSecurityGroupId: { kind: "string" },
  description: { kind: "string" },
  ...tagProperties,
  ...regionProperty,
};

export const securityGroupIngressRule = defineRule("Ingress");
export const securityGroupEgressRule = defineRule("Egress");

function defineRule(direction: "Ingress" | "Egress") {
  return defineResource<RuleInputs>({
    token: `aws:vpc/securityGroup${direction}Rule:SecurityGroup${direction}Rule`,
    label: `VPC Security Group ${direction} Rule`,
    inputs,
    outputs: ["arn", "securityGroupRuleId"],
    stables: ["arn", "securityGroupRuleId", "securityGroupId"],
    tagging: ec2Tagging,

    check(given): Failure[] {
      const named = sources.filter((source) => given[source] !== undefined);
      if (named.length === 1) return [];
      const got = named.length === 0 ? "none" : named.join(" and ");
      return [{ property: "cidrIpv4", reason: `exactly one of ${sources.join(", ")} is needed, got ${got}` }];
    },

    // A rule's source can change, but not what kind of source it is.
    replaces: (input, before, after) =>
      sources.some((source) => source === input) && sourceOf(before) !== sourceOf(after) ? true : undefined,

    async create(given, { aws }) {
      const request = { GroupId: given.securityGroupId, IpPermissions: [toPermission(given)] };
      const made =
        direction === "Ingress"
          ? await aws.ec2.authorizeSecurityGroupIngress(request)
          : await aws.ec2.authorizeSecurityGroupEgress(request);
      const id = made.SecurityGroupRules?.[0]?.SecurityGroupRuleId ?? "";
      const Tags = toAwsTags(given.tagsAll);
      if (Tags.length > 0) await aws.ec2.createTags({ Resources: [id], Tags });
      return id;
    },

    async read(id, _state, context) {
      const live = await find(id, context);
      if (!live || live.IsEgress !== (direction === "Egress")) return undefined;
      return {
        arn: ec2Arn(
          context,
          live.GroupOwnerId ?? (await context.aws.accountId()),
          `security-group-rule/${id}`,
        ),
        cidrIpv4: live.CidrIpv4,
        cidrIpv6: live.CidrIpv6,
        description: live.Description || undefined,
        fromPort: portOf(live.FromPort),
        ipProtocol: live.IpProtocol,
        prefixListId: live.PrefixListId,
        referencedSecurityGroupId: live.ReferencedGroupInfo?.GroupId,
        securityGroupId: live.GroupId,
        securityGroupRuleId: id,
        tags: fromAwsTags(live.Tags),
        toPort: portOf(live.ToPort),
      };
    },

    async update({ id, inputs: given, changed }, { aws }) {
      const own = Object.keys(inputs).filter((input) => input !== "tags" && input !== "tagsAll");
      if (!own.some((input) => changed(input as keyof RuleInputs))) return;
      const SecurityGroupRule = {
        IpProtocol: given.ipProtocol,
        FromPort: given.fromPort,
        ToPort: given.toPort,
        CidrIpv4: given.cidrIpv4,
        CidrIpv6: given.cidrIpv6,
        PrefixListId: given.prefixListId,
        ReferencedGroupId: given.referencedSecurityGroupId,
        Description: given.description,
      };
      await aws.ec2.modifySecurityGroupRules({
        GroupId: given.securityGroupId,
        SecurityGroupRules: [{ SecurityGroupRuleId: id, SecurityGroupRule }],
      });
    },

    async delete(id, state, { aws }) {
      const request = { GroupId: String(state.securityGroupId), SecurityGroupRuleIds: [id] };
      if (direction === "Ingress") await aws.ec2.revokeSecurityGroupIngress(request);
      else await aws.ec2.revokeSecurityGroupEgress(request);
    },
  });
}

async function find(id: string, { aws }: Context): Promise<SecurityGroupRule | undefined> {
  const found = await unlessGone(aws.ec2.describeSecurityGroupRules({ SecurityGroupRuleIds: [id] }));
  return found?.SecurityGroupRules?.find((rule) => rule.SecurityGroupRuleId === id);
}

function sourceOf(given: Partial<RuleInputs>): string | undefined {
  return sources.find((source) => given[source] !== undefined);
}

function portOf(port: number | undefined): number | undefined {
  return port === -1 ? undefined : port;
}

function toPermission(given: RuleInputs): IpPermission {
  const Description = given.description;
  return {
    IpProtocol: given.ipProtocol,
    FromPort: given.fromPort,
    ToPort: given.toPort,
    ...(given.cidrIpv4 && { IpRanges: [{ CidrIp: given.cidrIpv4, Description }] }),
    ...(given.cidrIpv6 && { Ipv6Ranges: [{ CidrIpv6: given.cidrIpv6, Description }] }),
    ...(given.prefixListId && { PrefixListIds: [{ PrefixListId: given.prefixListId, Description }] }),
    ...(given.referencedSecurityGroupId && {
      UserIdGroupPairs: [{ GroupId: given.referencedSecurityGroupId, Description }],
    }),
  };
}
