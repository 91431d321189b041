import { actionOf, allowedActions, isAllowed } from "../../sandbox/metadata/allowed-actions";
import { answerMetadata, type InstanceFacts } from "../../sandbox/metadata/answer-metadata";

const facts: InstanceFacts = {
  ...{ instanceId: "i-1", networkInterfaceId: "eni-1", mac: "0a:00:00:00:00:01", role: "pair" },
  ...{ addresses: ["10.0.0.4", "10.0.0.9"], region: "us-east-1", zone: "us-east-1a" },
};
const now = new Date("2026-11-26T22:00:00Z");
const asked = (path: string, of = facts) => answerMetadata(path, of, now);

test.each([
  ["meta-data/instance-id", "i-1"],
  ["meta-data/mac", "0a:00:00:00:00:01"],
  ["meta-data/network/interfaces/macs/0a:00:00:00:00:01/interface-id", "eni-1"],
  ["meta-data/network/interfaces/macs/0a:00:00:00:00:01/local-ipv4s", "10.0.0.4\n10.0.0.9"],
  ["meta-data/iam/security-credentials", "pair"],
  ["meta-data/public-ipv4", undefined],
])("an instance asks for %s", (path, answer) => {
  expect(asked(path)).toBe(answer);
});

test("credentials are of its role and end; without a role there are none", () => {
  const path = "meta-data/iam/security-credentials/pair";
  expect(JSON.parse(asked(path) ?? "")).toMatchObject({
    Code: "Success",
    Expiration: "2026-11-27T04:00:00.000Z",
  });
  expect(asked(path, { ...facts, role: undefined })).toBeUndefined();
});

test("a call is allowed by its action, whatever the pattern's case", () => {
  const policy = JSON.stringify({
    Statement: [
      { Effect: "Allow", Action: ["ec2:Describe*", "ec2:StopInstances"] },
      { Effect: "Deny", Action: "ec2:TerminateInstances" },
    ],
  });
  const allowed = allowedActions([
    policy,
    JSON.stringify({ Statement: { Effect: "Allow", Action: "sts:?et*" } }),
  ]);
  const calls = ["ec2:DescribeInstances", "ec2:stopinstances", "sts:GetCallerIdentity"];
  expect(calls.map((call) => isAllowed(call, allowed))).toEqual([true, true, true]);
  const refused = ["ec2:TerminateInstances", "ec2:StopInstancesNow", "iam:DescribeX", "ec2xDescribe"];
  expect(refused.map((call) => isAllowed(call, allowed))).toEqual([false, false, false, false]);
});

test("what is asked for is said by the signature and the body", () => {
  const signed = "AWS4-HMAC-SHA256 Credential=ASIA/20261126/us-east-1/ec2/aws4_request, SignedHeaders=host";
  expect(actionOf(signed, "Action=StopInstances&Version=2016-11-15")).toBe("ec2:StopInstances");
  expect(actionOf(undefined, "Action=StopInstances")).toBeUndefined();
  expect(actionOf(signed, "{}")).toBeUndefined();
});
