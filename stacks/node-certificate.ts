import { X509Certificate } from "node:crypto";
import { type CertificateFiles, checkCertificate, type Problem, Problems, splitPem } from "../components";
import type { ClusterSettings } from "./settings";

type NodeSettings = Pick<
  ClusterSettings,
  "nodeCertificatePem" | "nodeCertificateChainPem" | "nodeCertificateKeyPem" | "nodeCaPem"
>;

/** The certificate that the configuration gives to all nodes. */
export interface GivenNodeCertificate {
  /** @default none is given, or something is wrong with it */
  readonly files?: CertificateFiles;
  /** SHA-256 of the root that it is of. @default none is given */
  readonly root?: string;
  readonly problems: readonly Problem[];
}

const names = {
  ...{ certificate: "wso2:nodeCertificatePem", chain: "wso2:nodeCertificateChainPem" },
  key: "wso2:nodeCertificateKeyPem",
};

/**
 * What the configuration gives to the nodes, read and checked.
 * @param before What the last deployment served: nodes go on to show its certificate until their turn.
 */
export function nodeCertificate(
  settings: NodeSettings,
  serviceName: string,
  before: unknown,
): GivenNodeCertificate {
  const { nodeCertificatePem, nodeCertificateKeyPem, nodeCertificateChainPem, nodeCaPem = "" } = settings;
  const problems = new Problems();
  const roots = readRoots(problems, nodeCaPem);
  const { nodeRoot } = (before ?? {}) as { readonly nodeRoot?: string };
  problems.require(
    nodeRoot === undefined || roots.some(({ fingerprint256 }) => fingerprint256 === nodeRoot),
    "wso2:nodeCaPem",
    `must still hold the root with SHA-256 ${nodeRoot}: the nodes show a certificate of it until each has had its turn; take it away with the \`up\` after this one`,
  );
  problems.require(
    (nodeCertificatePem === undefined) === (nodeCertificateKeyPem === undefined),
    names.key,
    `${names.certificate} and ${names.key} are needed together, or neither`,
  );
  problems.require(
    nodeCertificateChainPem === undefined || nodeCertificatePem !== undefined,
    names.chain,
    `is set without ${names.certificate}`,
  );
  if (nodeCertificatePem === undefined || nodeCertificateKeyPem === undefined)
    return { problems: problems.list };
  const given = {
    certificatePem: nodeCertificatePem,
    privateKeyPem: nodeCertificateKeyPem,
    ...(nodeCertificateChainPem && { chainPem: nodeCertificateChainPem }),
  };
  const found = checkCertificate(given, { hosts: [serviceName], now: new Date() }, names);
  if (found.length > 0) return { problems: [...problems.list, ...found] };
  const last = splitPem(`${nodeCertificatePem}\n${nodeCertificateChainPem ?? ""}`).at(-1) ?? "";
  const root = findIssuer(new X509Certificate(last), roots);
  problems.require(
    root !== undefined,
    "wso2:nodeCaPem",
    `holds no root that has issued ${JSON.stringify(nameOf(last))}; HAProxy and the nodes would not trust the nodes`,
  );
  if (!root || problems.list.length > 0) return { problems: problems.list };
  return { files: { ...given, rootPem: root.toString() }, root: root.fingerprint256, problems: [] };
}

function readRoots(problems: Problems, pem: string): X509Certificate[] {
  const found = splitPem(pem);
  problems.require(
    found.length > 0 || pem.trim() === "",
    "wso2:nodeCaPem",
    "holds no certificate; text with -----BEGIN CERTIFICATE----- is needed",
  );
  try {
    return found.map((each) => new X509Certificate(each));
  } catch {
    problems.require(
      false,
      "wso2:nodeCaPem",
      "holds a certificate that can't be read; it is cut off or damaged",
    );
    return [];
  }
}

/** The root that has issued a certificate, or which the certificate is. */
function findIssuer(
  certificate: X509Certificate,
  roots: readonly X509Certificate[],
): X509Certificate | undefined {
  return roots.find(
    (root) =>
      root.fingerprint256 === certificate.fingerprint256 ||
      (certificate.checkIssued(root) && certificate.verify(root.publicKey)),
  );
}

function nameOf(pem: string): string {
  return new X509Certificate(pem).subject.split("\n").reverse().join(", ");
}
