import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { readSettings } from "../../stacks/read-settings";

const root = join(__dirname, "../..");

/** The `wso2:` keys of a stack's file, as Pulumi hands them over. */
function stackFile(stack: string): Record<string, string> {
  const { config } = parse(readFileSync(join(root, `Pulumi.${stack}.yaml`), "utf8")) as {
    config: Record<string, unknown>;
  };
  const entries = Object.entries(config).filter(([key]) => key.startsWith("wso2:"));
  return Object.fromEntries(
    entries.map(([key, value]) => [key.slice(5), typeof value === "string" ? value : JSON.stringify(value)]),
  );
}

const minimal = { ...stackFile("dev") };

function reasons(change: Record<string, string>): string {
  try {
    readSettings({ ...minimal, ...change });
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error("was accepted");
}

describe("readSettings", () => {
  it("reads dev: small", () => {
    const settings = readSettings(stackFile("dev"));
    expect([settings.system, settings.nodeCount, settings.zoneCount]).toEqual(["integrator", 2, 2]);
  });

  it("reads prod: three nodes over three zones, nothing lowered", () => {
    const settings = readSettings(stackFile("prod"));
    expect([settings.nodeCount, settings.zoneCount, settings.stableSec]).toEqual([3, 3, undefined]);
  });

  it("keeps a version that looks like a number as text", () => {
    expect(readSettings({ ...minimal, version: "4.4" }).version).toBe("4.4");
  });

  it.each([
    ["nodeCount", "none", 'wso2:nodeCount: got "none"; Invalid input: expected number, received string'],
    ["nodeCount", "0", "wso2:nodeCount: got 0; Too small: expected number to be >=1"],
    ["system", "webserver", 'wso2:system: got "webserver"; Invalid input: expected "integrator"'],
    ["pack", "/tmp/x.zip", 'wso2:pack: got "/tmp/x.zip"; an address that starts with https:// or file://'],
    [
      "ami",
      "debian-12-*",
      'wso2:ami: got "debian-12-*"; an id such as ami-0123 or an exact name of a Debian image, without * and ?',
    ],
    [
      "vpcCidr",
      "10.41.0.5/16",
      'wso2:vpcCidr: got "10.41.0.5/16"; an IPv4 range without bits behind its prefix, such as 10.0.0.0/8',
    ],
    [
      "clientCidrs",
      '["10.0.0.0/8","10.0.0.0/8"]',
      'wso2:clientCidrs: got ["10.0.0.0/8","10.0.0.0/8"]; each range once',
    ],
    ...['["0.0.0.0/0"]', '["10.0.0.0/8","0.0.0.0/1","128.0.0.0/1"]'].map((ranges) => [
      "sshCidrs",
      ranges,
      `wso2:sshCidrs: got ${ranges}; SSH is not opened to everybody: name the ranges that \`pulumi up\` runs in, use a VPN, or set wso2:sshJump`,
    ]),
    [
      "sshCidrs",
      '["::/0"]',
      'wso2:sshCidrs.0: got "::/0"; an IPv4 range without bits behind its prefix, such as 10.0.0.0/8',
    ],
    ["zones", '["us-east-1a"]', "wso2:zones: got 1 zones; as many as wso2:zoneCount (2) are needed"],
    [
      "zones",
      '["us-east-1-bos-1a","us-east-1a"]',
      'wso2:zones.0: got "us-east-1-bos-1a"; an availability zone such as us-east-1a',
    ],
    [
      "loginUser",
      "root user",
      'wso2:loginUser: got "root user"; a user such as admin (Debian), ubuntu or ec2-user',
    ],
    [
      "certificatePem",
      "pem",
      "wso2:certificateKeyPem: wso2:certificatePem and wso2:certificateKeyPem are needed together, or neither",
    ],
    [
      "publicSubnetIds",
      '["subnet-1"]',
      "wso2:vpcId: is not set, but subnets are; set it to the VPC that holds them",
    ],
    ["accessLogBucket", "My_Logs", 'wso2:accessLogBucket: got "My_Logs"; a bucket\'s name such as my-logs'],
  ])("fails for wso2:%s = %s", (key, value, reason) => {
    expect(reasons({ [key]: value })).toBe(`Configuration of this stack:\n  ${reason}`);
  });

  it("fails for flow logs of a VPC that it doesn't make", () => {
    const existing = { vpcId: "vpc-1", publicSubnetIds: '["subnet-1"]', privateSubnetIds: '["subnet-2"]' };
    expect(reasons({ ...existing, flowLogBucket: "logs" })).toBe(
      "Configuration of this stack:\n  wso2:flowLogBucket: is set, and so is wso2:vpcId; the flow logs of an " +
        "existing VPC are its owner's to set up",
    );
  });

  it("fails with all problems at once, and names a key that nobody knows", () => {
    const message = reasons({ nodecount: "3", nodeCount: "x" });
    expect(message).toContain('wso2:nodeCount: got "x"');
    expect(message).toContain(
      "wso2:nodecount: is not a key of this project; did you mean wso2:nodeCount?; the keys are system, version",
    );
  });

  it("fails for a missing key and says that it is needed", () => {
    const { version: _, ...rest } = minimal;
    expect(() => readSettings(rest)).toThrow("wso2:version: is needed and not set");
  });

  it("fails without showing a secret", () => {
    expect(reasons({ certificateKeyPem: "12345" })).toBe(
      "Configuration of this stack:\n  wso2:certificateKeyPem: got [secret]; Invalid input: expected string, received number",
    );
  });
});

describe("problems", () => {
  it.each([
    ["nodecount", "nodeCount"],
    ["batches", "batch"],
    ["stableSeconds", "stableSec"],
    ["minHealty", "minHealthy"],
  ])("of the key %s name %s, beside the list", (key, meant) => {
    expect(reasons({ [key]: "1" })).toContain(
      `wso2:${key}: is not a key of this project; did you mean wso2:${meant}?; the keys are `,
    );
  });

  it("of a key that is like no other name none", () => {
    expect(reasons({ loadBalancerDnsName: "x" })).toContain(
      "wso2:loadBalancerDnsName: is not a key of this project; the keys are ",
    );
  });

  it("of the components name the keys of the configuration, all of them at once with its own", () => {
    const hook = JSON.stringify([{ name: "x", command: "true", on: "node" }]);
    const text = reasons({
      batch: "[2]",
      stopTimeoutSec: "10000",
      beforeRoll: hook,
      vpcId: "none",
      bakeSecs: "1",
    });
    expect(text.split("\n").map((line) => line.trim().split(" ")[0])).toEqual([
      "Configuration",
      "wso2:vpcId:",
      "wso2:bakeSecs:",
      "wso2:batch:",
      "wso2:stopTimeoutSec:",
      "wso2:beforeRoll[0].on:",
    ]);
    expect(text).not.toMatch(/batches|hooks\./);
  });

  it("are shown without the program's inside", () => {
    try {
      readSettings({ ...minimal, batch: "2" });
    } catch (error) {
      expect((error as Error).stack).not.toContain("node_modules");
    }
    expect.assertions(1);
  });
});
