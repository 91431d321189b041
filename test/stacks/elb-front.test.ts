import { deployAppServer } from "../../stacks/app-server";
import { readAppServerSettings } from "../../stacks/read-settings";
import { clusterSettings } from "../support/cluster-settings";
import { Mocks, runWithMocks } from "../support/mocks";

jest.mock("../../components/program/last-deployment", () => ({
  lastDeployment: async () => ({ first: [], healTokens: {} }),
}));

const { haproxyAmi: _, ...cluster } = clusterSettings;
const given: Record<string, string> = {
  ...Object.fromEntries(
    Object.entries(cluster).map(([key, value]) => [
      key,
      typeof value === "string" ? value : JSON.stringify(value),
    ]),
  ),
  ...{ system: "app-server", front: "wso2-elb", version: "5.1.0", ami: "ami-0fixed" },
  ...{ host: "management.example.com", elbPackSha256: "unverified" },
};

async function deployed(change: Record<string, string> = {}) {
  const mocks = new Mocks({
    "aws:index/getAvailabilityZones:getAvailabilityZones": { names: ["us-east-1a"] },
  });
  const outputs = await runWithMocks(mocks, () =>
    deployAppServer(readAppServerSettings({ ...given, ...change })),
  );
  return { mocks, outputs };
}

const planOf = (mocks: Mocks, name: string) =>
  JSON.parse((mocks.inputsOf("command:local:Command", name).stdin as { value: string }).value);

const reasons = (change: Record<string, string>): string => {
  try {
    readAppServerSettings({ ...given, ...change });
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error("was accepted");
};

describe("front wso2-elb", () => {
  it("makes WSO2 ELBs and servers, and each of them a node of a roll; no HAProxy", async () => {
    const { mocks, outputs } = await deployed();
    const of = (type: string) =>
      mocks.resources().flatMap((each) => (each.startsWith(`${type} `) ? [each.split(" ")[1]] : []));
    const machines = ["wso2-test-elbs-elb1", "wso2-test-elbs-elb2", "wso2-test-node1", "wso2-test-node2"];
    expect(of("aws:ec2/instance:Instance")).toEqual(machines);
    const links = machines.flatMap((name) =>
      ["membership", "prepare", "service"].map((link) => `${name}-${link}`),
    );
    expect(of("command:local:Command").filter((name) => links.includes(name ?? ""))).toEqual(links);
    expect(of("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule")).toEqual([
      ...["edge-from-clients-443-0.0.0.0/0", "edge-from-clients-80-0.0.0.0/0"].map((it) => `wso2-test-${it}`),
      ...["among-4000", "from-edge-443", "from-edge-80", "from-nodes-4000"].map(
        (it) => `wso2-test-elbs-${it}`,
      ),
      "wso2-test-elbs-from-operators-22-10.42.0.0/16",
      ...["among-4000", "from-elbs-4000", "from-elbs-9443", "from-elbs-9763"].map(
        (it) => `wso2-test-nodes-${it}`,
      ),
      "wso2-test-nodes-from-operators-22-10.42.0.0/16",
    ]);
    expect(outputs.served).toMatchObject({ front: "wso2-elb", trafficPort: 9443 });
  });

  it("gives an ELB the nodes that it must have before it takes clients, as its peers have them", async () => {
    const { mocks } = await deployed({ portOffset: "2" });
    const { members, behind } = planOf(mocks, "wso2-test-elbs-elb1-membership");
    expect(members.map(({ kind }: { kind: string }) => kind)).toEqual(["classic-elb"]);
    expect(behind).toEqual(
      ["node1", "node2"].map((node) => ({
        node,
        own: expect.objectContaining({ kind: "wso2-elb", balancer: "elb1", server: node }),
        peers: [expect.objectContaining({ balancer: "elb2", server: node, trafficPorts: [9765, 9445] })],
      })),
    );
  });

  it("tells the servers the ELBs' addresses, and the ELBs the host", async () => {
    const { mocks } = await deployed();
    const { install } = planOf(mocks, "wso2-test-node1-service");
    const axis2 = install.xmlEdits.find(({ path }: { path: string }) => path.endsWith("axis2.xml"));
    expect(axis2.lists[0].items.map(({ hostName }: { hostName: string }) => hostName)).toEqual([
      "address-of-wso2-test-elbs-elb1",
      "address-of-wso2-test-elbs-elb2",
    ]);
    const users = install.xmlEdits.find(({ path }: { path: string }) => path.endsWith("user-mgt.xml"));
    expect(users.set[0].value).toMatch(/^[0-9a-f]{24}$/);
    const { install: elb } = planOf(mocks, "wso2-test-elbs-elb1-service");
    expect(elb.files[0].content).toMatch(/hosts +management\.example\.com;\n +sub_domain +mgt;/);
  });
});

describe("fails with front wso2-elb and", () => {
  it.each([
    ["a Carbon kernel", { version: "4.10.32" }, "wso2:version: .*5.1.x is needed.*no Carbon kernel"],
    ["another ELB", { elbVersion: "2.1.0" }, "wso2:elbVersion: .*2.0.x is needed"],
    ["a Hazelcast cluster", { clusterDomain: "console" }, "wso2:clusterDomain: is set, and so is wso2:front"],
    ["HAProxy's statistics", { statsPassword: "long enough to be" }, "wso2:statsPassword: is set, and so is"],
  ])("%s, by the key", (_name, change, reason) => {
    expect(reasons(change)).toMatch(new RegExp(reason));
  });

  it("HAProxy's machines without an image, where they are in front", () => {
    const change = { front: "haproxy", version: "4.10.32" };
    expect(reasons(change)).toMatch("wso2:haproxyAmi: is needed and not set");
    expect(reasons({ front: "haproxy", haproxyAmi: "ami-0fixed" })).toMatch(/wso2:version: .*5\.1\.0/);
  });
});
