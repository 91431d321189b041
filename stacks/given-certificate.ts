import {
  type CertificateFiles,
  checkCertificate,
  findRoot,
  type Problem,
  Problems,
  readKeystoreCertificate,
} from "../components";
import type { NodeClusterSettings } from "./settings";

/** The certificate that the configuration brings for the load balancer. */
export interface GivenCertificate {
  /** @default none is given, or it can't be read */
  readonly files?: CertificateFiles;
  readonly problems: readonly Problem[];
}

/** With the names that clients use beside `host`. */
export type ServedSettings = NodeClusterSettings & { readonly furtherHosts?: readonly string[] };

/** A key store takes a moment to read; a configuration is checked first and used afterwards. */
const read = new WeakMap<ServedSettings, GivenCertificate>();

/** What the configuration gives, read and checked. */
export function givenCertificate(settings: ServedSettings): GivenCertificate {
  const known = read.get(settings) ?? readGiven(settings);
  read.set(settings, known);
  return known;
}

function readGiven(settings: ServedSettings): GivenCertificate {
  const { keystore, certificatePem, certificateKeyPem, certificateChainPem } = settings;
  const problems = checkKeys(settings);
  if (problems.length > 0) return { problems };
  const use = { hosts: [settings.host, ...(settings.furtherHosts ?? [])], now: new Date() };
  if (keystore !== undefined) {
    const { keystorePassword: password = "", keystoreAlias: alias, keyPassword } = settings;
    return readKeystoreCertificate(
      { ...{ keystore, password, ...use }, ...(alias && { alias }), ...(keyPassword && { keyPassword }) },
      {
        ...{ keystore: "wso2:keystore", password: "wso2:keystorePassword" },
        ...{ alias: "wso2:keystoreAlias", keyPassword: "wso2:keyPassword" },
      },
    );
  }
  if (certificatePem === undefined || certificateKeyPem === undefined) return { problems };
  const chainPem = certificateChainPem;
  const files = { certificatePem, chainPem, privateKeyPem: certificateKeyPem };
  const found = checkCertificate(files, use, {
    ...{ certificate: "wso2:certificatePem", chain: "wso2:certificateChainPem" },
    key: "wso2:certificateKeyPem",
  });
  if (found.length > 0) return { problems: found };
  const rootPem = findRoot(certificatePem, chainPem);
  return { files: { ...files, ...(rootPem && { rootPem }) }, problems: found };
}

/** Which keys go together. */
function checkKeys(settings: NodeClusterSettings): Problem[] {
  const { certificatePem, certificateChainPem, certificateKeyPem, keystore, keystorePassword } = settings;
  const problems = new Problems();
  const isSet = (value: unknown) => value !== undefined;
  problems.require(
    isSet(certificatePem) === isSet(certificateKeyPem),
    "wso2:certificateKeyPem",
    "wso2:certificatePem and wso2:certificateKeyPem are needed together, or neither",
  );
  problems.require(
    !isSet(certificateChainPem) || isSet(certificatePem),
    "wso2:certificateChainPem",
    "is set without wso2:certificatePem",
  );
  problems.require(
    !isSet(keystore) || !isSet(certificatePem),
    "wso2:keystore",
    "is set, and so is wso2:certificatePem; the certificate comes from one of them",
  );
  problems.require(
    !isSet(keystore) || isSet(keystorePassword),
    "wso2:keystorePassword",
    "is needed with wso2:keystore and not set",
  );
  for (const key of ["keystorePassword", "keystoreAlias", "keyPassword"] as const) {
    problems.require(isSet(keystore) || !isSet(settings[key]), `wso2:${key}`, "is set without wso2:keystore");
  }
  return problems.list;
}
