import { planForgotten } from "../../../sandbox/cli/pending-operations";

const operation = (type: string, resourceType: string) => ({
  type,
  resource: { urn: `urn:pulumi:dev::wso2::${resourceType}::x`, type: resourceType },
});

it("forgets commands, which can run twice, and nothing that a cloud may have made", () => {
  const command = operation("creating", "command:local:Command");
  const instance = operation("creating", "aws:ec2/instance:Instance");
  expect(planForgotten([command, instance])).toEqual({ forget: [command], keep: [instance] });
  expect(planForgotten([])).toEqual({ forget: [], keep: [] });
});
