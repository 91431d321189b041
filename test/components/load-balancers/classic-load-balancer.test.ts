import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { ClassicLoadBalancer } from "../../../components";
import { Mocks, runWithMocks } from "../../support/mocks";

const args = {
  subnetIds: ["subnet-1"],
  securityGroupIds: ["sg-1"],
  certificateArn: "arn:aws:iam::1:server-certificate/edge",
  health: { port: 8405, path: "/ready" },
};

describe("ClassicLoadBalancer", () => {
  afterEach(() => pulumi.runtime.setAllConfig({}));

  it("fails before anything is registered for credentials that the roll program would not find", async () => {
    const mocks = new Mocks();
    pulumi.runtime.setAllConfig({ "aws:assumeRoles": '[{"roleArn":"arn:aws:iam::1:role/deploy"}]' });
    const run = runWithMocks(mocks, () => ({ made: new ClassicLoadBalancer("edge", args) }));
    await expect(run).rejects.toThrow(/aws:assumeRoles[\s\S]*set aws:profile/);
    expect(mocks.registered).toEqual([]);
  });

  it("asks as the explicit provider does", async () => {
    const mocks = new Mocks();
    await runWithMocks(mocks, () => {
      const provider = new aws.Provider("other", { region: "us-east-1", profile: "other" });
      new ClassicLoadBalancer("edge", args, { providers: { aws: provider } });
    });
    const { stdin } = mocks.inputsOf("command:local:Command", "edge-certificate") as {
      stdin: { value: string };
    };
    expect(JSON.parse(stdin.value)).toEqual({
      ...{ loadBalancerName: "edge", region: "us-east-1", profile: "other" },
      ...{ port: 443, instancePort: 443, certificateArn: args.certificateArn },
    });
  });
});
