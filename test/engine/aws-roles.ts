import type { AwsDriver } from "./aws-driver";

const trust = (service: string) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: service } }],
  });

export const allow = (action: string) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: action, Resource: "*" }],
  });

export const roleInputs = {
  assumeRolePolicy: trust("ec2.amazonaws.com"),
  description: "pair",
  tags: { Name: "pair" },
};

/** A role with a right, and a profile by which an instance has it. */
export async function makeRoles(aws: AwsDriver) {
  const role = await aws.make("aws:iam/role:Role", "pair", roleInputs);
  const policy = await aws.make("aws:iam/rolePolicy:RolePolicy", "pair", {
    role: role.id,
    policy: allow("ec2:DescribeInstances"),
  });
  const profile = await aws.make("aws:iam/instanceProfile:InstanceProfile", "pair", {
    role: role.id,
    tags: { Name: "pair" },
  });
  return { role, policy, profile };
}
