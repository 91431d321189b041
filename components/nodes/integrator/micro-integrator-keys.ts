import { movingParameters } from "../moving-properties";

/**
 * Keys of deployment.toml that move what the model of the product stands on. From product-micro-integrator 4.0.0
 * to 4.5.0, distribution/src/resources/config-tool: key-mappings.json, default.json, carbon.xml.j2, axis2.xml.j2,
 * internal-apis.xml.j2.
 */

/** A value that the model follows: its spellings (one maps to the other), and what it is without any. */
export interface FollowedKey {
  readonly paths: readonly string[];
  readonly base: number;
}

/** Ports before the offset is added. */
export const followedPorts = {
  http: { paths: ["transport.http.listener.port", "transport.http.listener.parameter.port"], base: 8280 },
  https: {
    paths: ["transport.http.listener.secured_port", "transport.https.listener.parameter.port"],
    base: 8243,
  },
  internalHttp: {
    paths: ["mediation.internal_http_api_port", "synapse_properties.internal.http.api.port"],
    base: 9191,
  },
  internalHttps: {
    paths: ["mediation.internal_https_api_port", "synapse_properties.internal.https.api.port"],
    base: 9154,
  },
} as const satisfies Readonly<Record<string, FollowedKey>>;

export const offsetKey = { paths: ["server.offset"], base: 10 } as const satisfies FollowedKey;
export const probeProtocols = "readiness_probe.protocols";
export const plainListener = "transport.http.listener.enable";

/** What can't be followed: a pattern of its path, values that change nothing, what it breaks, what to do. */
export interface RefusedKey {
  readonly path: RegExp;
  readonly allowed?: readonly unknown[];
  /** Only these values are refused. @default all that are not allowed */
  readonly refused?: readonly unknown[];
  readonly reason: string;
}

const ownStore =
  "the roll makes the node's key store, with the certificate that HAProxy verifies; remove the key";

export const refusedKeys: readonly RefusedKey[] = [
  ...movingParameters,
  {
    path: /^server\.hostname$/,
    refused: ["localhost"],
    reason:
      "is what the distribution ships, and would lead clients that read a service's description to themselves; remove the key, or set the name that clients use",
  },
  { path: /^keystore\.(primary|tls)(\.|$)/, reason: `would replace the key store: ${ownStore}` },
  { path: /^keystore$/, reason: `would replace all key stores: ${ownStore}` },
  {
    path: /^truststore(\.|$)/,
    reason: "would replace the trust store, which the roll makes with the private root in it; remove the key",
  },
  {
    path: /^transport\.http\.listener\.(keystore|ssl_profile)(\.|$)/,
    reason: `would replace the key store of the traffic port: ${ownStore}`,
  },
  {
    path: /^internal_api_ssl_config\.key_store(\.|$)/,
    reason: `would replace the key store of the readiness page: ${ownStore}`,
  },
  {
    path: /^transport\.http\.listener\.secured_enable$/,
    allowed: [true],
    reason: "would close the TLS port that HAProxy sends traffic to; remove the key",
  },
  {
    path: /^transport\.passthru\.https?\.listener\.port$/,
    allowed: [8280, 8243],
    reason:
      "is read by no template, so it would move no port; set transport.http.listener.port or .secured_port",
  },
  {
    path: /^transport\.https?\.listener\.class$/,
    reason: "would put another listener on the ports that HAProxy uses; remove the key",
  },
  {
    path: /^transport\.(http\.listener\.secured_bind_address|https\.listener\.parameter\.bind-address)$/,
    allowed: ["0.0.0.0"],
    reason:
      "would close the traffic port on the addresses that HAProxy and the readiness check use; remove the key",
  },
  {
    path: /^transport\.http\.listener\.verify_client$/,
    allowed: ["none", "optional"],
    reason: "would ask HAProxy for a client certificate, which it has not; use optional or remove the key",
  },
  {
    path: /^(mediation\.internal_http_api_enable|synapse_properties\.internal\.http\.api\.enabled)$/,
    allowed: [true, "true"],
    reason: "would close the page that says when a node can serve; remove the key",
  },
  {
    path: /^(secrets|runtime_secrets)(\.|$)/,
    reason:
      "is what WSO2's cipher tool makes with one key, and each node has a key of its own; give the values themselves, as secrets of your program or your configuration",
  },
  {
    path: /^(cluster_config|dashboard_config)\.node_id$/,
    reason:
      "would give all nodes one id, so that they take each other for one; each gets its own, remove the key",
  },
];
