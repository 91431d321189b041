import type { BadKey } from "../known-keys";

/**
 * Keys of a Carbon server's deployment.toml that move what the model of the server stands on, with what to do
 * instead. From the kernels' key-mappings.json, default.json and templates, 4.5.1 to 4.10.32.
 */
export const refusedKeys: readonly Omit<BadKey, "since" | "until">[] = [
  {
    path: /^server\.offset$/,
    reason: "moves every port; set the offset of the settings, which checks and HAProxy follow",
  },
  { path: /^server\.hostname$/, reason: "is the host name of the settings; set that one" },
  {
    path: /^server\.node_ip$/,
    reason: "would give all nodes one address; each gets its own, remove the key",
  },
  {
    path: /^transport\.https?\.(properties\.)?port$/,
    reason: "moves a port that checks, HAProxy and security groups use; set the offset of the settings",
  },
  {
    path: /^transport\.https?\.properties\.proxyPort$/,
    reason: "is made by the deployment, of the balancers' ports (proxyPorts of the settings); remove the key",
  },
  {
    path: /^transport\.https\.sslHostConfig\.properties\.protocols$/,
    reason: "is made of the settings' versions of TLS; set tlsVersions",
  },
  {
    path: /^transport\.https\.(sslHostConfig(?!\.properties\.(protocols|ciphers|honorCipherOrder)$)|properties\.(certificate|keystore|truststore|clientAuth))/,
    reason: "changes the TLS that HAProxy verifies, or asks it for a certificate; remove the key",
  },
  {
    path: /^keystore(\.(primary|tls)(\.|$)|$)/,
    reason: "would replace the key store that the roll makes with the node's certificate; remove the key",
  },
  {
    path: /^keystore\.internal\.file_name$/,
    values: /^wso2carbon\.(jks|p12)$/,
    reason:
      "is the key that every distribution ships, and everybody has: it would encrypt what is kept; remove the table, or name a store of your distribution's own",
  },
  {
    path: /^truststore(\.|$)/,
    reason: "would replace the trust store that the roll makes with the private root in it; remove the key",
  },
  {
    path: /^super_admin\.(username|password)$/,
    reason: "the administrator is made by the deployment; remove the key",
  },
  {
    path: /^(secrets|runtime_secrets)(\.|$)/,
    reason:
      "is what WSO2's cipher tool makes on each node, with that node's key; give passwords by the settings, and have them encrypted by encryptSecrets, where the product has it",
  },
  {
    path: /^clustering\.(membership_scheme|domain|local_member_host|local_member_port|members)$/,
    reason: "is made by the clustering of the settings, with the nodes' own addresses; set that one",
  },
];
