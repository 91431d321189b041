import { classicElbKind, targetGroupKind } from "../../../../components/load-balancers/aws-kinds";
import { accountOfArn } from "../../../../components/load-balancers/edge";
import { checkAccount } from "../../../../components/load-balancers/live/check-account";

const place = { region: "us-east-1" };
const own = { Account: "222222222222", Arn: "arn:aws:iam::222222222222:user/ci" };

describe("the account that a roll works in", () => {
  it("fails with both accounts named where it is not the provider's", async () => {
    const checking = checkAccount(place, "elb", "111111111111", async () => own);
    await expect(checking).rejects.toThrow(
      "elb: see which AWS account this is: expected 111111111111, in which Pulumi's AWS provider works, saw 222222222222 (arn:aws:iam::222222222222:user/ci)",
    );
  });

  it.each([
    ["is the provider's", "222222222222", async () => own],
    ["can't be known: STS is out of reach", "111111111111", async () => Promise.reject(new Error("timeout"))],
    ["is not written down, as in an older plan", undefined, async () => own],
  ])("goes on where it %s", async (_, accountId, ask) => {
    await expect(checkAccount(place, "elb", accountId, ask)).resolves.toBeUndefined();
  });

  it("is in the ARN of a load balancer, a target group and a certificate", () => {
    const arns = [
      "arn:aws:elasticloadbalancing:us-east-1:111111111111:loadbalancer/wso2",
      "arn:aws-us-gov:elasticloadbalancing:us-gov-west-1:111111111111:targetgroup/t/1",
      "arn:aws:iam::111111111111:server-certificate/edge",
      "arn:aws:acm:us-east-1::certificate/1",
      "",
    ];
    expect(arns.map(accountOfArn)).toEqual([...Array(3).fill("111111111111"), undefined, undefined]);
  });

  it("is part of a plan, and one that is no account's number fails", () => {
    const elb = {
      ...{ kind: "classic-elb", balancer: "elb", server: "a", region: "us-east-1" },
      ...{ loadBalancerName: "wso2", instanceId: "i-1", accountId: "111111111111" },
    };
    expect(classicElbKind.shape(elb, "")).toEqual(elb);
    expect(() => classicElbKind.shape({ ...elb, accountId: "1" }, "m")).toThrow(
      "m.accountId must be an AWS account's number",
    );
    expect(targetGroupKind.kind).toBe("target-group");
  });
});
