import { planChangedOutputs, planNewOutputs } from "../../../../sandbox/providers/aws/plan-outputs";
import { findIn, resources } from "../../../../sandbox/providers/aws/registry";
import { unknown } from "../../../../sandbox/providers/serve/wire";

const route = findIn(resources, "resource type", "aws:ec2/route:Route");
const keyPair = findIn(resources, "resource type", "aws:ec2/keyPair:KeyPair");

describe("planNewOutputs", () => {
  it("knows the inputs only", () => {
    const inputs = { keyName: "a", publicKey: "b", tagsAll: {}, region: "us-east-1", __defaults: [] };
    expect(planNewOutputs(keyPair, inputs)).toEqual({
      arn: unknown,
      fingerprint: unknown,
      keyName: "a",
      keyPairId: unknown,
      keyType: unknown,
      publicKey: "b",
      region: "us-east-1",
      tagsAll: {},
    });
  });
});

describe("planChangedOutputs", () => {
  it("keeps what AWS has chosen, and drops inputs that are gone", () => {
    const state = { routeTableId: "rtb-1", gatewayId: "igw-1", origin: "CreateRoute", region: "us-east-1" };
    expect(planChangedOutputs(route, state, { routeTableId: "rtb-1", natGatewayId: unknown })).toEqual({
      natGatewayId: unknown,
      origin: "CreateRoute",
      region: "us-east-1",
      routeTableId: "rtb-1",
    });
  });
});
