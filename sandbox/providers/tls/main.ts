import { version } from "@pulumi/tls/package.json";
import { serveProvider } from "../serve";
import { certRequest } from "./cert-request";
import { locallySignedCert } from "./locally-signed-cert";
import { privateKey } from "./private-key";
import { selfSignedCert } from "./self-signed-cert";

void serveProvider(
  {
    name: "tls",
    version,
    resources: {
      "tls:index/privateKey:PrivateKey": privateKey,
      "tls:index/certRequest:CertRequest": certRequest,
      "tls:index/selfSignedCert:SelfSignedCert": selfSignedCert,
      "tls:index/locallySignedCert:LocallySignedCert": locallySignedCert,
    },
    functions: {},
  },
  process.argv.slice(2),
);
