import { apiManagerMappings, identityServerMappings } from "../../../components/apache/default-mappings";
import type { ApacheSite } from "../../../components/apache/site-model";

const check = { path: "/health", gatewayPath: "/health", intervalSec: 1 };

export const exampleSite: ApacheSite = {
  host: "sso.example.com",
  caPath: "/etc/apache2/wso2-nodes-ca.pem",
  products: {
    apim: {
      nodes: { apim1: "apim1.sso.example.com", apim2: "apim2.sso.example.com" },
      mappings: apiManagerMappings,
      check,
    },
    is: { nodes: { is1: "is1.sso.example.com" }, mappings: identityServerMappings, check },
  },
};
