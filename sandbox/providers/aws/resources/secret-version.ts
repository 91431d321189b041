import { isNotFound, unlessGone } from "../aws-errors";
import { defineResource } from "../resource";

interface SecretVersionInputs {
  secretId: string;
  secretString: string;
}

/** A value of a secret. Another value is another version; the one before stays as AWSPREVIOUS. */
export const secretVersion = defineResource<SecretVersionInputs>({
  token: "aws:secretsmanager/secretVersion:SecretVersion",
  label: "Secrets Manager Secret Version",
  inputs: {
    secretId: { kind: "string", required: true, replaces: true },
    secretString: { kind: "string", required: true, replaces: true },
  },
  outputs: ["arn", "versionId", "versionStages"],
  stables: ["arn", "versionId", "secretId"],

  async create({ secretId, secretString }, { aws }) {
    const made = await aws.secrets.putSecretValue({ SecretId: secretId, SecretString: secretString });
    return `${secretId}|${made.VersionId}`;
  },

  async read(id, { secretId }, { aws }) {
    const VersionId = id.split("|").at(-1);
    try {
      const live = await unlessGone(aws.secrets.getSecretValue({ SecretId: String(secretId), VersionId }));
      if (!live) return undefined;
      return {
        arn: live.ARN,
        secretId,
        secretString: live.SecretString,
        versionId: live.VersionId,
        versionStages: live.VersionStages,
      };
    } catch (error) {
      // Of a secret that waits for its end.
      if (isNotFound(error) || (error instanceof Error && error.name === "InvalidRequestException")) {
        return undefined;
      }
      throw error;
    }
  },

  /** A version goes with its secret, or by itself once a newer one is there. */
  async delete() {},
});
