import { deployApiManager } from "../../stacks/api-manager";
import { readApiManagerSettings } from "../../stacks/read-api-manager-settings";
import { pairs, reasonOf, apiManagerSettings as settings } from "../support/api-manager-settings";
import { Mocks, runWithMocks } from "../support/mocks";

jest.mock("../../components/program/last-deployment", () => ({
  lastDeployment: async () => ({ first: [], healTokens: {} }),
}));

async function deploy(change: object) {
  const mocks = new Mocks({
    "aws:index/getAvailabilityZones:getAvailabilityZones": { names: ["us-east-1a"] },
  });
  const read = readApiManagerSettings(pairs({ ...settings, ...change }));
  const outputs = await runWithMocks(mocks, () => deployApiManager(read));
  const contentOf = (node: string) =>
    JSON.parse(
      (mocks.inputsOf("command:local:Command", `wso2-test-${node}-service`).stdin as { value: string }).value,
    ).install.content;
  const portsAmong = mocks.resources().filter((each) => each.endsWith("-8731"));
  return { mocks, outputs, contentOf, portsAmong };
}

describe("system api-manager with content on a file system that all nodes mount", () => {
  it("makes one of EFS for the products that ask for it, and backs it up", async () => {
    const { mocks, outputs, contentOf, portsAmong } = await deploy({
      identityContentSync: { by: "efs" },
      backup: { keepDays: 60 },
    });
    expect(mocks.resources().filter((each) => /^aws:(efs|backup)/.test(each))).toEqual([
      "aws:backup/plan:Plan wso2-test",
      "aws:backup/selection:Selection wso2-test",
      "aws:backup/vault:Vault wso2-test",
      "aws:efs/backupPolicy:BackupPolicy wso2-test-content",
      "aws:efs/fileSystem:FileSystem wso2-test-content",
      "aws:efs/fileSystemPolicy:FileSystemPolicy wso2-test-content",
      "aws:efs/mountTarget:MountTarget wso2-test-content-1",
    ]);
    const opened = mocks.registered.filter(({ inputs }) => inputs.fromPort === 2049);
    expect(opened.map(({ inputs }) => inputs.referencedSecurityGroupId)).toEqual(["wso2-test-is-id"]);
    expect(mocks.inputsOf("aws:efs/backupPolicy:BackupPolicy", "wso2-test-content")).toMatchObject({
      backupPolicy: { status: "DISABLED" },
    });
    expect(contentOf("is-is1")).toEqual({
      ...{ service: "identity-server", node: "is1" },
      folders: ["repository/deployment/server/userstores", "repository/tenants"],
      nfs: { server: "wso2-test-content.efs.us-east-1.amazonaws.com", path: "/", efs: true },
    });
    expect(contentOf("apim-apim1")).toBeUndefined();
    expect(portsAmong).toEqual([]);
    expect(Object.keys(outputs)).toEqual(expect.arrayContaining(["fileSystem", "backup"]));
  });

  it("takes a server of the user's", async () => {
    const { mocks, contentOf } = await deploy({
      contentSync: { by: "nfs", server: "10.0.9.9", path: "/export/wso2" },
    });
    expect(contentOf("apim-apim2")).toMatchObject({ nfs: { server: "10.0.9.9", path: "/export/wso2" } });
    expect(mocks.resources().filter((each) => each.startsWith("aws:efs"))).toEqual([]);
  });

  it.each([
    [{ contentSync: { by: "nfs" } }, /wso2:contentSync\.server: is needed with by: nfs/],
    [
      { contentSync: { by: "nfs", server: "a b" } },
      /wso2:contentSync\.server: got "a b"; the name or the address/,
    ],
    [
      { contentSync: { by: "nfs", server: "a", path: "../x" } },
      /wso2:contentSync\.path: got "\.\.\/x"; an absolute path/,
    ],
    [{ contentSync: { by: "efs", server: "a" } }, /wso2:contentSync\.server: is of a server of yours/],
    [
      { contentSync: { path: "/x" } },
      /wso2:contentSync\.path: is of a server of yours: set contentSync\.by to nfs/,
    ],
    [{ identityContentSync: { by: "efs", writer: "is1" } }, /wso2:identityContentSync\.writer: is of rsync/],
    [
      { contentSync: { by: "efs", folders: ["repository/deployment/server/synapse-configs"] } },
      /wso2:contentSync\.folders\[0\]: .*from 4\.0 on each gateway fetches/,
    ],
    [{ contentSync: { by: "efs" }, strategy: "blue-green" }, /wso2:contentSync: goes with the strategies/],
    [{ backup: {} }, /wso2:backup: is set, and the stack has neither a database of RDS .* nor a file system/],
    [
      { contentSync: { by: "efs" }, backup: { schedule: "daily", keepDays: 0 } },
      /wso2:backup\.schedule: got "daily"[\s\S]*wso2:backup\.keepDays: got 0/,
    ],
  ])("fails for %j", (change, message) => {
    expect(reasonOf(change)).toMatch(message);
  });
});
