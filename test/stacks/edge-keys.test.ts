import * as pulumi from "@pulumi/pulumi";
import { deployAppServer } from "../../stacks/app-server";
import { checkShown } from "../../stacks/certificate-places";
import { deployIntegrator } from "../../stacks/integrator";
import { readAppServerSettings, readSettings } from "../../stacks/read-settings";
import { pairs } from "../support/api-manager-settings";
import { clusterSettings } from "../support/cluster-settings";
import { Mocks, runWithMocks } from "../support/mocks";
import { beside, lookups, settings } from "./deploy-integrator";

jest.mock("../../components/program/last-deployment", () => ({
  lastDeployment: async () => ({ first: [], healTokens: {} }),
}));

const certificateArn = "arn:aws:acm:us-east-1:123456789012:certificate/0a1b";
const other = certificateArn.replace("0a1b", "2c3d");
const topic = "arn:aws:sns:us-east-1:123456789012:pages";

async function deployed(change: object = {}): Promise<Mocks & { ends?: Record<string, unknown> }> {
  const mocks = new Mocks(lookups);
  const { certificatesExpireAt } = await runWithMocks(mocks, async () =>
    deployIntegrator(readSettings(pairs({ ...settings, ...change }))),
  );
  return Object.assign(mocks, { ends: certificatesExpireAt as Record<string, unknown> });
}

const reasons = (change: object): string => {
  try {
    readSettings(pairs({ ...settings, ...change }));
  } catch (error) {
    return (error as Error).message;
  }
  return "";
};

describe("keys below wso2:edge", () => {
  afterEach(() => pulumi.runtime.setAllConfig({}));

  it.each(["classic", "application", "network"])(
    "a certificate of ACM is what a %s one shows, and none is made for it",
    async (kind) => {
      const [own, acm] = [
        await deployed({ edge: { kind } }),
        await deployed({ edge: { kind, certificateArn } }),
      ];
      expect(beside(acm, own)).toEqual([]);
      expect(beside(own, acm)).toContain("aws:iam/serverCertificate:ServerCertificate wso2-test");
      const listener = kind === "network" ? "wso2-test-nlb-https" : "wso2-test-https";
      if (kind === "classic") {
        const { listeners } = acm.inputsOf("aws:elb/loadBalancer:LoadBalancer", "wso2-test");
        expect(listeners).toContainEqual(expect.objectContaining({ sslCertificateId: certificateArn }));
        const { stdin } = acm.inputsOf("command:local:Command", "wso2-test-certificate");
        expect(JSON.stringify(stdin)).toContain(certificateArn);
      } else expect(acm.inputsOf("aws:lb/listener:Listener", listener)).toMatchObject({ certificateArn });
      expect(Object.keys(own.ends ?? {})).toContain("load balancer");
      expect(Object.keys(acm.ends ?? {})).toEqual(
        Object.keys(own.ends ?? {}).filter((key) => key !== "load balancer"),
      );
    },
  );

  it("takes further certificates, a TLS policy, logs with a prefix, and alarms with limits", async () => {
    const edge = {
      ...{ kind: "application", certificateArn, furtherCertificateArns: { partners: other } },
      ...{ tlsPolicy: "ELBSecurityPolicy-TLS13-1-3-2021-06", accessLogs: { bucket: "logs", prefix: "edge" } },
      ...{ alarmTopicArns: [topic], alarms: { errorsPerMin: 50, unhealthyForMin: 10 } },
      webAclArn: "arn:aws:wafv2:us-east-1:123456789012:regional/webacl/shop/1",
    };
    const mocks = await deployed({ edge });
    expect(mocks.inputsOf("aws:lb/listener:Listener", "wso2-test-https")).toMatchObject({
      ...{ certificateArn, sslPolicy: "ELBSecurityPolicy-TLS13-1-3-2021-06" },
    });
    const further = "aws:lb/listenerCertificate:ListenerCertificate";
    expect(mocks.inputsOf(further, "wso2-test-partners")).toMatchObject({ certificateArn: other });
    expect(mocks.inputsOf("aws:lb/loadBalancer:LoadBalancer", "wso2-test")).toMatchObject({
      accessLogs: { bucket: "logs", prefix: "edge", enabled: true },
    });
    const alarm = (role: string) =>
      mocks.inputsOf("aws:cloudwatch/metricAlarm:MetricAlarm", `wso2-test-${role}`);
    expect(alarm("errors")).toMatchObject({ threshold: 49, alarmActions: [topic] });
    expect(alarm("unhealthy")).toMatchObject({ evaluationPeriods: 10, okActions: [topic] });
    expect(mocks.inputsOf("aws:wafv2/webAclAssociation:WebAclAssociation", "wso2-test")).toMatchObject({
      webAclArn: edge.webAclArn,
    });
  });

  it.each<[string, object, RegExp]>([
    ["no ARN", { certificateArn: "0a1b" }, /wso2:edge\.certificateArn: got "0a1b"; .*arn:aws:acm:/],
    [
      "a certificate with passthrough",
      { kind: "network", passthrough: true, certificateArn },
      /wso2:edge\.certificateArn: is set, and so is passthrough/,
    ],
    [
      "one of a pair",
      { kind: "failover-pair", certificateArn },
      /wso2:edge\.certificateArn: a failover pair/,
    ],
    [
      "further ones of a classic one",
      { furtherCertificateArns: { a: other } },
      /wso2:edge\.furtherCertificateArns: a classic load balancer has one certificate/,
    ],
    ["limits of alarms that nobody hears", { alarms: { errorsPerMin: 5 } }, /wso2:edge\.alarms: .*nobody/],
    [
      "answers that a network one never gives",
      { kind: "network", alarmTopicArns: [topic], alarms: { errorsPerMin: 5 } },
      /wso2:edge\.alarms\.errorsPerMin: a Network Load Balancer/,
    ],
    [
      "a pace that AWS has not",
      { kind: "application", accessLogs: { bucket: "logs", intervalMin: 5 } },
      /wso2:edge\.accessLogs\.intervalMin: an Application Load Balancer writes every 5/,
    ],
    [
      "the same key of the one that is kept",
      { kind: "application", keep: { alarms: { errorsPerMin: 5 } } },
      /wso2:edge\.keep\.alarms: .*wso2:edge\.keep\.alarmTopicArns/,
    ],
  ])("fails for %s", (_, edge, reason) => {
    expect(reasons({ edge })).toMatch(reason);
  });

  it("fails for what is said twice, and for a certificate of another region", () => {
    const edge = { certificateArn, accessLogs: { bucket: "logs" } };
    expect(reasons({ edge, accessLogBucket: "logs" })).toMatch(
      /wso2:edge\.accessLogs: .*wso2:accessLogBucket/,
    );
    pulumi.runtime.setAllConfig({ "aws:region": "eu-west-1" });
    expect(reasons({ edge })).toMatch(
      /wso2:edge\.certificateArn: got a certificate in region us-east-1; .*aws:region eu-west-1/,
    );
    pulumi.runtime.setAllConfig({ "aws:region": "us-east-1" });
    expect(reasons({ edge })).toBe("");
  });

  it("fails for a certificate that is given and that nobody would show", () => {
    const given = { edge: { certificateArn }, certificatePem: "pem" };
    expect(checkShown(given, ["classic"])).toEqual([
      { propertyPath: "wso2:certificatePem", reason: expect.stringContaining("leave one of them out") },
    ]);
    // A pair that goes serves until the end of the deployment.
    expect(checkShown(given, ["classic", "failover-pair"])).toEqual([]);
    expect(checkShown({ ...given, edge: { certificateArn, keep: { kind: "network" } } }, [])).toEqual([]);
  });
});

describe("the load balancer in front of WSO2 ELBs", () => {
  const { haproxyAmi: _, ...cluster } = clusterSettings;
  const given = {
    ...{ ...cluster, system: "app-server", front: "wso2-elb", version: "5.1.0", ami: "ami-0fixed" },
    ...{ host: "management.example.com", elbPackSha256: "unverified" },
  };

  it("has the keys of a classic one", async () => {
    const mocks = new Mocks(lookups);
    const edge = {
      ...{ certificateArn, idleTimeoutSec: 120, accessLogs: { bucket: "logs", intervalMin: 5 } },
      alarmTopicArns: [topic],
    };
    await runWithMocks(mocks, () => deployAppServer(readAppServerSettings(pairs({ ...given, edge }))));
    expect(mocks.inputsOf("aws:elb/loadBalancer:LoadBalancer", "wso2-test")).toMatchObject({
      ...{ idleTimeout: 120, accessLogs: { bucket: "logs", interval: 5, enabled: true } },
      listeners: expect.arrayContaining([expect.objectContaining({ sslCertificateId: certificateArn })]),
    });
    expect(mocks.resources()).toContain("aws:cloudwatch/metricAlarm:MetricAlarm wso2-test-unhealthy");
  });

  it("fails for another kind", () => {
    const edge = { kind: "application", keep: { kind: "classic" } };
    expect(() => readAppServerSettings(pairs({ ...given, edge }))).toThrow(
      /wso2:edge\.kind: is set, and so is wso2:front: wso2-elb[\s\S]*wso2:edge\.keep: is set/,
    );
  });
});
