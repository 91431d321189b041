import { AwsDriver } from "./aws-driver";
import { allow, makeRoles, roleInputs } from "./aws-roles";

let aws: AwsDriver;
beforeAll(async () => {
  aws = await AwsDriver.start();
}, 300_000);
afterAll(() => aws.stop());

it("changes roles, their rights and who has them in place, and takes all away", async () => {
  const { role, policy, profile } = await makeRoles(aws);
  const other = await aws.make("aws:iam/role:Role", "other", roleInputs);

  const described = await aws.change(role, "pair", { ...roleInputs, description: "two machines" });
  expect(described.state.description).toBe("two machines");
  const more = { role: role.id, policy: allow("ec2:AssignPrivateIpAddresses") };
  expect((await aws.change(policy, "pair", more)).state.policy).toBe(more.policy);
  expect((await aws.read(policy))?.state.policy).toBe(more.policy);
  const handedOver = await aws.change(profile, "pair", { role: other.id });
  expect(handedOver.state.role).toBe(other.id);

  const vpc = await aws.make("aws:ec2/vpc:Vpc", "net", { cidrBlock: "10.42.0.0/16" });
  const subnet = await aws.make("aws:ec2/subnet:Subnet", "a", { vpcId: vpc.id, cidrBlock: "10.42.1.0/24" });
  const machine = { ami: "ami-0deb12020250316a0", instanceType: "t3.medium", subnetId: subnet.id };
  const instance = await aws.make("aws:ec2/instance:Instance", "node1", machine);
  const withRole = await aws.change(instance, "node1", { ...machine, iamInstanceProfile: profile.id });
  expect(withRole.state.iamInstanceProfile).toBe(profile.id);
  const without = await aws.change(withRole, "node1", machine);
  expect(without.state.iamInstanceProfile).toBeUndefined();

  for (const made of [without, handedOver, policy, described, other]) {
    await aws.remove(made);
    expect(await aws.read(made)).toBeUndefined();
  }
});
