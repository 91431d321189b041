import {
  CertificateAuthority,
  CloudWatchLogs,
  FailoverPair,
  HaproxyTier,
  MachineIdentity,
  SshAccess,
} from "../../../../components";
import { checkLogs } from "../../../../components/machines/logs/check-logs";
import { planAgentConfig } from "../../../../components/machines/logs/plan-agent-config";
import { planLogPermissions } from "../../../../components/machines/logs/plan-log-permissions";
import { agentConfig } from "../../../support/cloud-watch-agent";
import { Mocks, runWithMocks } from "../../../support/mocks";

const agent = { source: "https://agent.example/debian/amd64/agent.deb", sha256: "ab".repeat(32) };
const log = { name: "log", path: "/opt/wso2/*/repository/logs/wso2carbon.log", entryBegins: "^(TID: )?\\[" };

describe("the agent's configuration", () => {
  const facts = { logGroupName: "/wso2-prod", machine: "node1" };

  it.each([
    ["units", ["haproxy"], []],
    ["files", [], [log]],
    ["both", ["wso2-carbon"], [log, { name: "audit", path: "/var/log/audit.log" }]],
  ])("has a stream for each of %s, in the agent's keys", (_, units, files) => {
    const config = planAgentConfig({ ...facts, units, files });
    expect(agentConfig.safeParse(config).error).toBeUndefined();
    const streams = JSON.stringify(config).match(/"log_stream_name":"[^"]+"/g) ?? [];
    expect(streams.map((each) => each.slice(19, -1))).toEqual(
      [...units, ...files.map(({ name }) => name)].map((each) => `node1-${each}`),
    );
  });

  it("what the agent would refuse is refused here too", () => {
    const config = planAgentConfig({ ...facts, units: [], files: [] });
    expect(agentConfig.safeParse(config).success).toBe(false);
    const wrong = JSON.parse(JSON.stringify(planAgentConfig({ ...facts, units: ["a"], files: [] })));
    wrong.logs.logs_collected.journald.collect_list[0].unit = "a";
    expect(agentConfig.safeParse(wrong).success).toBe(false);
  });
});

it("a machine may add lines to its own group alone", () => {
  const arn = "arn:aws:logs:us-east-1:123456789012:log-group:/wso2-prod";
  for (const given of [arn, `${arn}:*`])
    expect(planLogPermissions(given).Statement).toEqual([
      {
        Effect: "Allow",
        Action: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
        Resource: [arn, `${arn}:log-stream:*`],
      },
    ]);
});

it.each([
  [{ retentionDays: 0 }, []],
  [{ retentionDays: 100 }, ["retentionDays"]],
  [{ logGroupName: "with space" }, ["logGroupName"]],
  [
    { agent: { source: "http://agent.example/agent.deb", sha256: "short" } },
    ["agent.source", "agent.sha256"],
  ],
])("of %j it says what is wrong: %j", (change, wrong) => {
  expect(checkLogs({ agent, ...change }).map(({ propertyPath }) => propertyPath)).toEqual(wrong);
});

describe("a tier whose machines send their logs", () => {
  const front = (withPair: boolean) => {
    const access = new SshAccess("front");
    const authority = new CertificateAuthority("front", { commonName: "root" });
    const place = { subnetId: "subnet-1", securityGroupIds: ["sg-1"], access };
    const cloudWatch = new CloudWatchLogs("front", { agent, retentionDays: 30, kmsKeyArn: "arn-of-key" });
    new HaproxyTier("front", {
      instances: { haproxy1: { subnetId: "subnet-1" }, haproxy2: { subnetId: "subnet-1" } },
      servers: { node1: new MachineIdentity("front-node1", { key: "node1", ...place }) },
      backend: {
        name: "console",
        check: { scheme: "https", path: "/health", host: "n.example", intervalSec: 2, fall: 3, rise: 2 },
      },
      ...{ serverPort: 9443, serviceName: "n.example", host: "apim.example", authority, access },
      securityGroupIds: ["sg-2"],
      machine: { imageId: "ami-1", instanceType: "t3.small", logs: { cloudWatch } },
      edges: withPair
        ? [
            new FailoverPair("pair", {
              address: { kind: "secondary", ip: "10.42.32.200" },
              region: "us-east-1",
            }),
          ]
        : [],
    });
    return {};
  };

  it("has a log group, a role for it, and one command on each machine", async () => {
    const mocks = new Mocks();
    await runWithMocks(mocks, () => front(false));
    const made = mocks.resources().filter((each) => /aws:(iam|cloudwatch)|-logs$/.test(each));
    expect(made).toEqual([
      "aws:cloudwatch/logGroup:LogGroup front",
      "aws:iam/instanceProfile:InstanceProfile front",
      "aws:iam/role:Role front",
      "aws:iam/rolePolicy:RolePolicy front",
      "command:local:Command front-haproxy1-logs",
      "command:local:Command front-haproxy2-logs",
    ]);
    expect(mocks.inputsOf("aws:cloudwatch/logGroup:LogGroup", "front")).toEqual({
      ...{ name: "/front", retentionInDays: 30, kmsKeyId: "arn-of-key" },
    });
    const { stdin } = mocks.inputsOf("command:local:Command", "front-haproxy1-logs");
    const plan = JSON.parse(typeof stdin === "string" ? stdin : (stdin as { value: string }).value);
    expect(plan).toMatchObject({ agent, logGroupName: "/front", units: ["haproxy"], files: [] });
    expect(mocks.inputsOf("aws:ec2/instance:Instance", "front-haproxy1")).toMatchObject({
      iamInstanceProfile: "front",
    });
  });

  it("fails behind a failover pair, whose machines have the pair's profile, before anything of it is made", async () => {
    const mocks = new Mocks();
    await expect(runWithMocks(mocks, () => front(true))).rejects.toThrow(
      /machine\.logs: needs an instance profile, and the machines of a failover pair have the pair's/,
    );
    expect(mocks.resources().some((each) => each.startsWith("aws:ec2/instance"))).toBe(false);
  });
});
