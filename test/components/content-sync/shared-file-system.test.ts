import { ContentSync, SharedFileSystem, type SharedFileSystemArgs } from "../../../components";
import type { ContentPlan } from "../../../components/content-sync/content-plan";
import { planIdentityServer } from "../../../components/nodes/identity-server/plan-identity-server";
import { Mocks, runWithMocks } from "../../support/mocks";

const args: SharedFileSystemArgs = {
  vpcId: "vpc-1",
  subnetIds: ["subnet-a", "subnet-b"],
  allowFrom: { nodes: "sg-nodes" },
};
const product = planIdentityServer("7.1.0", { hostname: "id.example.com", apart: true });
const nodes = { is1: "10.0.1.10", is2: "10.0.1.11" };

describe("SharedFileSystem", () => {
  it("is encrypted, backed up, kept from deletion, and reached by TLS from the nodes alone", async () => {
    const mocks = new Mocks();
    await runWithMocks(mocks, () => void new SharedFileSystem("content", args));
    expect(mocks.resources()).toEqual([
      "aws:ec2/securityGroup:SecurityGroup content",
      "aws:efs/backupPolicy:BackupPolicy content",
      "aws:efs/fileSystem:FileSystem content",
      "aws:efs/fileSystemPolicy:FileSystemPolicy content",
      "aws:efs/mountTarget:MountTarget content-1",
      "aws:efs/mountTarget:MountTarget content-2",
      "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule content-out",
      "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule content-from-nodes-2049",
    ]);
    expect(mocks.inputsOf("aws:efs/fileSystem:FileSystem", "content")).toMatchObject({
      ...{ encrypted: true, throughputMode: "elastic", tags: { Name: "content" } },
    });
    expect(mocks.inputsOf("aws:efs/backupPolicy:BackupPolicy", "content")).toMatchObject({
      backupPolicy: { status: "ENABLED" },
    });
    expect(mocks.inputsOf("aws:efs/mountTarget:MountTarget", "content-2")).toMatchObject({
      ...{ fileSystemId: "content-id", subnetId: "subnet-b", securityGroups: ["content-id"] },
    });
    const { policy } = mocks.inputsOf("aws:efs/fileSystemPolicy:FileSystemPolicy", "content");
    expect(JSON.parse(policy as string).Statement).toEqual([
      expect.objectContaining({
        Effect: "Allow",
        Condition: { Bool: { "elasticfilesystem:AccessedViaMountTarget": "true" } },
      }),
      expect.objectContaining({ Effect: "Deny", Condition: { Bool: { "aws:SecureTransport": "false" } } }),
    ]);
  });

  it("is what a ContentSync mounts, without keys of rsync", async () => {
    const mocks = new Mocks();
    const plan = await runWithMocks(mocks, () => {
      const { share } = new SharedFileSystem("files", args);
      const sync = new ContentSync("is-content", { product, nodes, share });
      expect([sync.packages.map(({ name }) => name), sync.isShared]).toEqual([
        ["nfs-common", "stunnel4"],
        true,
      ]);
      return new Promise<ContentPlan>((resolve) => {
        sync.plan("is1").apply(resolve);
      });
    });
    expect(plan).toEqual({
      ...{ service: "identity-server", node: "is1" },
      folders: ["repository/deployment/server/userstores", "repository/tenants"],
      nfs: { server: "files.efs.us-east-1.amazonaws.com", path: "/", efs: true },
    });
    expect(mocks.resources().filter((each) => each.startsWith("tls:"))).toEqual([]);
  });

  it("fails before anything is registered", async () => {
    const mocks = new Mocks();
    const make = () => void new SharedFileSystem("content", { ...args, subnetIds: [], allowFrom: {} });
    await expect(runWithMocks(mocks, make)).rejects.toThrow(
      /SharedFileSystem content:\n {2}subnetIds: is empty; .*\n {2}allowFrom: is empty; /,
    );
    expect(mocks.resources()).toEqual([]);
  });
});
