import { createAwsClients } from "../../../../sandbox/providers/aws/clients";
import { checkConfig, planConfig } from "../../../../sandbox/providers/aws/provider-config";

describe("checkConfig", () => {
  it("takes the official provider's configuration", () => {
    const inputs = {
      region: "us-east-1",
      defaultTags: '{"tags":{"a":"1"}}',
      skipCredentialsValidation: "false",
      version: "7.48.0",
    };
    expect(checkConfig(inputs, {})).toEqual([]);
  });

  it("takes the region of the environment", () => {
    expect(checkConfig({}, { AWS_REGION: "us-east-1" })).toEqual([]);
  });

  it("fails for what is no configuration, and without a region", () => {
    expect(checkConfig({ regoin: "us-east-1" }, {})).toEqual([
      { property: "regoin", reason: "aws:regoin is no configuration of the AWS provider" },
      {
        property: "region",
        reason: "Missing region information. Set it, e.g. `pulumi config set aws:region us-east-1`.",
      },
    ]);
  });
});

describe("planConfig", () => {
  it("reads default tags as they come, in JSON", () => {
    const inputs = { region: "us-east-1", defaultTags: '{"tags":{"a":"1"}}' };
    expect(planConfig(inputs, {})).toEqual({
      region: "us-east-1",
      defaultTags: { a: "1" },
      ignoreTags: { keys: [], keyPrefixes: [] },
    });
  });

  it("reads which tags are not seen", () => {
    const inputs = { region: "us-east-1", ignoreTags: '{"keyPrefixes":["wso2-roll"]}' };
    expect(planConfig(inputs, {}).ignoreTags).toEqual({ keys: [], keyPrefixes: ["wso2-roll"] });
  });
});

describe("createAwsClients", () => {
  it.each(["https://ec2.us-east-1.amazonaws.com", "http://10.0.0.1:5000", undefined])(
    "fails for the endpoint %s, which is not on this machine",
    (endpoint) => {
      expect(() => createAwsClients(endpoint, "us-east-1")).toThrow(
        `AWS_ENDPOINT_URL: got ${endpoint ?? "nothing"}; the sandbox's AWS provider only talks to`,
      );
    },
  );
});
