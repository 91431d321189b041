import { unlessGone } from "../aws-errors";
import { regionProperty } from "../property-spec";
import { defineResource } from "../resource";

interface ListenerCertificateInputs {
  listenerArn: string;
  certificateArn: string;
}

/** A certificate beside a listener's first one. */
export const listenerCertificate = defineResource<ListenerCertificateInputs>({
  token: "aws:lb/listenerCertificate:ListenerCertificate",
  label: "ELBv2 Listener Certificate",
  inputs: {
    listenerArn: { kind: "string", required: true, replaces: true },
    certificateArn: { kind: "string", required: true, replaces: true },
    ...regionProperty,
  },
  outputs: [],
  stables: ["listenerArn", "certificateArn"],

  async create({ listenerArn, certificateArn }, { aws }) {
    const Certificates = [{ CertificateArn: certificateArn }];
    await aws.elbv2.addListenerCertificates({ ListenerArn: listenerArn, Certificates });
    return `${listenerArn}_${certificateArn}`;
  },

  async read(_id, { listenerArn, certificateArn }, { aws }) {
    const ListenerArn = String(listenerArn);
    const found = await unlessGone(aws.elbv2.describeListenerCertificates({ ListenerArn }));
    const isThere = found?.Certificates?.some(({ CertificateArn }) => CertificateArn === certificateArn);
    return isThere ? { listenerArn, certificateArn } : undefined;
  },

  async delete(_id, { listenerArn, certificateArn }, { aws }) {
    const Certificates = [{ CertificateArn: String(certificateArn) }];
    await unlessGone(
      aws.elbv2.removeListenerCertificates({ ListenerArn: String(listenerArn), Certificates }),
    );
  },
});
