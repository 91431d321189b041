import { Backup, type BackupArgs, checkBackup } from "../../../components";
import { planBackup } from "../../../components/backup/plan-backup";
import { Mocks, runWithMocks } from "../../support/mocks";

const arn = "arn:aws:elasticfilesystem:us-east-1:123456789012:file-system/fs-1";

async function made(change: Partial<BackupArgs> = {}) {
  const mocks = new Mocks();
  await runWithMocks(mocks, () => void new Backup("wso2", { resources: { content: arn }, ...change }));
  return mocks;
}

describe("Backup", () => {
  it("keeps a backup of each night for 35 days", async () => {
    const mocks = await made();
    expect(mocks.resources()).toEqual([
      "aws:backup/plan:Plan wso2",
      "aws:backup/selection:Selection wso2",
      "aws:backup/vault:Vault wso2",
      "aws:iam/role:Role wso2-backup",
      "aws:iam/rolePolicyAttachment:RolePolicyAttachment wso2-backup",
      "aws:iam/rolePolicyAttachment:RolePolicyAttachment wso2-restores",
    ]);
    expect(mocks.inputsOf("aws:backup/plan:Plan", "wso2").rules).toEqual([
      {
        ...{ ruleName: "wso2", targetVaultName: "wso2", schedule: "cron(0 3 * * ? *)" },
        ...{ startWindow: 60, completionWindow: 720, lifecycle: { deleteAfter: 35 } },
      },
    ]);
    expect(mocks.inputsOf("aws:backup/selection:Selection", "wso2")).toMatchObject({
      ...{ planId: "wso2-id", resources: [arn] },
    });
    expect(
      mocks.inputsOf("aws:iam/rolePolicyAttachment:RolePolicyAttachment", "wso2-restores").policyArn,
    ).toBe("arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForRestores");
  });

  it("copies each to a vault of another region, and tells a topic of failures", async () => {
    const mocks = await made({ copyToRegion: "eu-west-1", copyKeepDays: 90, topicArn: "arn:aws:sns:x" });
    expect(mocks.inputsOf("aws:backup/vault:Vault", "wso2-copy").region).toBe("eu-west-1");
    expect(mocks.inputsOf("aws:backup/plan:Plan", "wso2").rules).toEqual([
      expect.objectContaining({
        copyActions: [
          {
            destinationVaultArn: "arn:aws:backup:us-east-1:123456789012:backup-vault:wso2-copy",
            lifecycle: { deleteAfter: 90 },
          },
        ],
      }),
    ]);
    expect(mocks.inputsOf("aws:backup/vaultNotifications:VaultNotifications", "wso2")).toMatchObject({
      ...{ snsTopicArn: "arn:aws:sns:x", backupVaultName: "wso2" },
    });
  });

  it("fails with everything that is wrong", async () => {
    await expect(made({ resources: {}, keepDays: 0 })).rejects.toThrow(
      /Backup wso2:\n {2}resources: is empty; .*\n {2}keepDays: got 0/,
    );
    const wrong = { schedule: "every night", keepDays: 1.5, copyToRegion: "Ireland", copyKeepDays: 0 };
    expect(checkBackup(wrong).map(({ propertyPath }) => propertyPath)).toEqual([
      ...["schedule", "keepDays", "copyToRegion", "copyKeepDays"],
    ]);
    expect(checkBackup({ copyKeepDays: 7 })).toMatchObject([{ propertyPath: "copyKeepDays" }]);
  });

  it("takes AWS's two forms of a schedule", () => {
    for (const schedule of ["cron(0 3 * * ? *)", "cron(30 1,13 ? * MON-FRI *)", "rate(12 hours)"]) {
      expect(checkBackup({ schedule })).toEqual([]);
      expect(planBackup({ schedule }).schedule).toBe(schedule);
    }
  });
});
