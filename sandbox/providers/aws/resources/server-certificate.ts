import { unlessGone } from "../aws-errors";
import { tagProperties } from "../property-spec";
import { defineResource } from "../resource";
import { fromAwsTags, toAwsTags } from "../tags";
import { waitFor } from "../wait";

/** The official provider's own limit is 15 minutes. */
const inUseLimitSec = 15;

interface ServerCertificateInputs {
  name: string;
  path: string;
  certificateBody: string;
  certificateChain?: string;
  privateKey: string;
  tagsAll?: Record<string, string>;
}

export const serverCertificate = defineResource<ServerCertificateInputs>({
  token: "aws:iam/serverCertificate:ServerCertificate",
  label: "IAM Server Certificate",
  inputs: {
    name: { kind: "string", computed: true, replaces: true },
    path: { kind: "string", replaces: true, default: "/" },
    certificateBody: { kind: "string", required: true, replaces: true, equates: "margin" },
    certificateChain: { kind: "string", replaces: true, equates: "margin" },
    privateKey: { kind: "string", required: true, replaces: true, unread: true, equates: "margin" },
    ...tagProperties,
  },
  outputs: ["arn", "expiration", "uploadDate"],
  stables: ["arn", "expiration", "uploadDate", "name", "path"],
  autoName: { input: "name", maxLength: 128 },
  tagging: {
    async add(_id, { name }, tags, { aws }) {
      await aws.iam.tagServerCertificate({ ServerCertificateName: String(name), Tags: toAwsTags(tags) });
    },
    async remove(_id, { name }, TagKeys, { aws }) {
      await aws.iam.untagServerCertificate({ ServerCertificateName: String(name), TagKeys });
    },
  },

  async create(inputs, { aws }) {
    const Tags = toAwsTags(inputs.tagsAll);
    const made = await aws.iam.uploadServerCertificate({
      ServerCertificateName: inputs.name,
      Path: inputs.path,
      CertificateBody: inputs.certificateBody,
      CertificateChain: inputs.certificateChain,
      PrivateKey: inputs.privateKey,
      Tags: Tags.length > 0 ? Tags : undefined,
    });
    return made.ServerCertificateMetadata?.ServerCertificateId ?? inputs.name;
  },

  async read(id, state, { aws }) {
    const ServerCertificateName = String(state.name ?? id);
    const found = await unlessGone(aws.iam.getServerCertificate({ ServerCertificateName }));
    const live = found?.ServerCertificate;
    const metadata = live?.ServerCertificateMetadata;
    if (!live || !metadata) return undefined;
    return {
      arn: metadata.Arn,
      certificateBody: live.CertificateBody,
      certificateChain: live.CertificateChain || undefined,
      expiration: metadata.Expiration?.toISOString(),
      name: metadata.ServerCertificateName,
      path: metadata.Path,
      tags: fromAwsTags(live.Tags),
      uploadDate: metadata.UploadDate?.toISOString(),
    };
  },

  /** As the official provider does: a load balancer may be about to let go of it. */
  async delete(_id, { name }, context) {
    const ServerCertificateName = String(name);
    await waitFor(`the last use of server certificate ${name}`, inUseLimitSec, context, async () => {
      try {
        await context.aws.iam.deleteServerCertificate({ ServerCertificateName });
        return true;
      } catch (error) {
        if (error instanceof Error && /^DeleteConflict/.test(error.name)) return undefined;
        throw error;
      }
    });
  },
});
