import { TierSecurityGroup } from "../../../components";
import { Mocks, runWithMocks } from "../../support/mocks";

it("opens a port among the machines by the protocol that it is for", async () => {
  const mocks = new Mocks();
  await runWithMocks(mocks, () => {
    new TierSecurityGroup("front", {
      ...{ vpcId: "vpc-1", description: "front", amongThemselves: [4000], amongThemselvesUdp: [5405] },
    });
  });
  const rules = mocks.registered.filter(({ type }) => type.endsWith("SecurityGroupIngressRule"));
  expect(rules.map(({ name, inputs }) => [name, inputs.ipProtocol, inputs.fromPort, inputs.toPort])).toEqual([
    ["front-among-4000", "tcp", 4000, 4000],
    ["front-among-udp-5405", "udp", 5405, 5405],
  ]);
  expect(rules.every(({ inputs }) => inputs.referencedSecurityGroupId === "front-id")).toBe(true);
});
