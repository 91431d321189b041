import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { type AccessLogs, ClassicLoadBalancer } from "../../../components";
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

  const logsOf = async (accessLogs?: AccessLogs) => {
    const mocks = new Mocks();
    await runWithMocks(mocks, () => {
      new ClassicLoadBalancer("edge", { ...args, accessLogs });
    });
    return mocks.inputsOf("aws:elb/loadBalancer:LoadBalancer", "edge").accessLogs;
  };

  it("writes access logs where it is told to, and says nothing of them where not", async () => {
    expect(await logsOf()).toBeUndefined();
    expect(await logsOf({ bucket: "logs" })).toEqual({ bucket: "logs", interval: 60, enabled: true });
    const often = { bucket: "logs", prefix: "edge", intervalMin: 5 };
    expect(await logsOf(often)).toEqual({
      ...{ bucket: "logs", bucketPrefix: "edge", interval: 5, enabled: true },
    });
    await expect(logsOf({ bucket: "logs", intervalMin: 10 })).rejects.toThrow(
      "accessLogs.intervalMin: got 10; 5 or 60 is needed",
    );
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
