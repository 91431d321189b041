import * as pulumi from "@pulumi/pulumi";
import { deployAppServer } from "../../stacks/app-server";
import type { AppServerSettings } from "../../stacks/app-server-settings";
import { clusterSettings } from "../support/cluster-settings";
import { Mocks, runWithMocks } from "../support/mocks";

jest.mock("../../components/program/last-deployment", () => ({
  lastDeployment: async () => ({ first: [], healTokens: {} }),
}));

const settings: AppServerSettings = {
  ...clusterSettings,
  system: "app-server",
  version: "4.9.1-m1",
  ami: "ami-0fixed",
  host: "console.example.com",
  backend: "PRD_carbon",
  front: "haproxy",
  elbVersion: "2.0.3",
  elbCount: 2,
  elbInstanceType: "t3.micro",
};

async function deployed(change: Partial<AppServerSettings> = {}) {
  const mocks = new Mocks({
    "aws:index/getAvailabilityZones:getAvailabilityZones": { names: ["us-east-1a"] },
  });
  const outputs = await runWithMocks(mocks, () => deployAppServer({ ...settings, ...change }));
  return { mocks, password: outputs.adminPassword as pulumi.Output<string> };
}

const textOf = (output: pulumi.Output<string>) =>
  new Promise<string>((resolve) => void output.apply((value) => resolve(value)));

function tomlOf(mocks: Mocks, node: string): string {
  const service = mocks.inputsOf("command:local:Command", `wso2-test-${node}-service`);
  const { install } = JSON.parse((service.stdin as { value: string }).value);
  return install.files[0].content;
}

describe("system app-server", () => {
  it("makes a password for the administrator, which is a secret, and gives it to every node", async () => {
    const { mocks, password } = await deployed();
    expect(await pulumi.isSecret(password)).toBe(true);
    const value = await textOf(password);
    expect(value).toMatch(/^[0-9a-f]{24}$/);
    for (const node of ["node1", "node2"]) expect(tomlOf(mocks, node)).toContain(`password = "${value}"`);
  });

  it("keeps that password where another root signs: servers took it at their first start", async () => {
    const before = await textOf((await deployed()).password);
    const after = await textOf((await deployed({ caGeneration: 2 })).password);
    expect(after).toBe(before);
  });

  it("opens Hazelcast's port between the nodes, and to nobody else, where they form a cluster", async () => {
    const rules = ({ mocks }: { mocks: Mocks }) =>
      mocks.resources().filter((each) => each.includes("IngressRule wso2-test-nodes"));
    const [alone, cluster] = [await deployed(), await deployed({ clusterDomain: "console" })];
    const type = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
    const opened = `${type} wso2-test-nodes-among-4000`;
    expect(rules(cluster)).toEqual([opened, ...rules(alone)].sort());
    expect(cluster.mocks.inputsOf(type, "wso2-test-nodes-among-4000")).toMatchObject({
      ...{ fromPort: 4000, toPort: 4000 },
      ...{ securityGroupId: "wso2-test-nodes-id", referencedSecurityGroupId: "wso2-test-nodes-id" },
    });
    const members = '"address-of-wso2-test-node1:4000", "address-of-wso2-test-node2:4000"';
    expect(tomlOf(cluster.mocks, "node2")).toContain(members);
    expect(tomlOf(alone.mocks, "node2")).not.toContain(":4000");
  });

  it("leaves the nodes of a cluster alone where one more joins it: two addresses are well known", async () => {
    const [two, three] = [
      await deployed({ clusterDomain: "console" }),
      await deployed({ clusterDomain: "console", nodeCount: 3 }),
    ];
    for (const node of ["node1", "node2"]) expect(tomlOf(three.mocks, node)).toBe(tomlOf(two.mocks, node));
    const wellKnown = '[ "address-of-wso2-test-node1:4000", "address-of-wso2-test-node2:4000" ]';
    expect(tomlOf(three.mocks, "node3")).toContain(wellKnown);
  });

  it("tries the nodes anew ahead of the roll that encrypts their passwords, and has no other reason to", async () => {
    const triggersOf = async (change: Partial<AppServerSettings>) => {
      const { mocks } = await deployed({ version: "4.10.32", ...change });
      return mocks.inputsOf("command:local:Command", "wso2-test-distribution").triggers;
    };
    const plain = ["wso2carbon-core-4.10.32"];
    expect(await triggersOf({})).toEqual(plain);
    expect(await triggersOf({ javaOpts: "-Dx=1" })).toEqual(plain);
    expect(await triggersOf({ encryptSecrets: true })).toEqual([...plain, "encrypted passwords"]);
  });
});
