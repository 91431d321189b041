import { stringify } from "smol-toml";
import { planCarbonTables, planClusterStores } from "../carbon/carbon-toml";
import { addTables } from "../table-heads";
import type { TomlTable } from "../toml-table";
import { mergeTables } from "../toml-tables";
import type { ApiManagerFacts } from "./api-manager-facts";
import type { ApiManagerSettings } from "./api-manager-settings";
import { planEnvironments } from "./plan-environments";
import { planThrottling } from "./plan-throttling";
import { isSince } from "./releases";

/**
 * `deployment.toml` of one node. It says what the shipped one says, and what a cluster needs; node 2's is node 1's but
 * for `server.node_ip` and the peer in `apim.throttling.event_duplicate_url`.
 *
 * @param extra tables that the operator adds or overrides
 */
export function renderApiManagerToml(facts: ApiManagerFacts, extra: TomlTable = {}): string {
  return `${stringify(addTables(planTables(facts), extra))}\n`;
}

function planTables(facts: ApiManagerFacts): TomlTable {
  const { settings, version, pack } = facts;
  const { databases, ...carbon } = settings;
  const base = planCarbonTables({ ...facts, settings: { ...carbon, databases: { ...databases } } });
  const own: TomlTable = {
    server: {
      // The distributions' own default has a comma too many in its key ("server.base_path,"), 3.2 to 4.6.
      base_path: basePath,
      server_role: pack.role,
    },
    keystore: planClusterStores(facts),
    database: { ...(databases ? {} : { apim_db: ownDatabase }), local: { url: localUrl } },
    transport: {
      // Of the gateway, whose own default allows TLS 1.0.
      passthru_https: { listener: { parameters: { HttpsProtocols: tlsVersions(settings).join(",") } } },
    },
    apim: {
      ...planEnvironments(version, settings),
      ...planThrottling(facts),
      ...planKeyManager(facts),
      cors: planCors(settings),
      ...(hasTokens(settings) ? { devportal: { url: planDevportalUrl(settings) } } : {}),
    },
    ...(hasTokens(settings) ? shipped : {}),
    ...(hasTokens(settings) && isSince(version, "4.1") ? { oauth: { grant_type: tokenExchange } } : {}),
  };
  return mergeTables(base, own);
}

/** Whether it carries portals and the token endpoint. */
function hasTokens({ profile = "all-in-one" }: ApiManagerSettings): boolean {
  return profile === "all-in-one" || profile === "control-plane";
}

const basePath = `\${carbon.protocol}://\${carbon.host}:\${carbon.management.port}`;
const localUrl = "jdbc:h2:./repository/database/WSO2CARBON_DB;DB_CLOSE_ON_EXIT=FALSE";
const ownDatabase = {
  type: "h2",
  url: "jdbc:h2:./repository/database/WSO2AM_DB;DB_CLOSE_ON_EXIT=FALSE",
  username: "wso2carbon",
  password: "wso2carbon",
};

function tlsVersions({ tlsVersions: given }: ApiManagerSettings): readonly string[] {
  return given ?? ["TLSv1.2", "TLSv1.3"];
}

function planDevportalUrl({ devportalUrl, hostname, proxyPorts }: ApiManagerSettings): string {
  const { https = 443 } = proxyPorts ?? {};
  return devportalUrl ?? `https://${hostname}${https === 443 ? "" : `:${https}`}/devportal`;
}

function planCors({ corsOrigins }: ApiManagerSettings): TomlTable {
  return {
    allow_origins: corsOrigins ? [...corsOrigins] : "*",
    allow_methods: ["GET", "PUT", "POST", "DELETE", "PATCH", "OPTIONS"],
    allow_headers: [
      ...["authorization", "Access-Control-Allow-Origin", "Content-Type", "SOAPAction", "apikey"],
      "Internal-Key",
    ],
    allow_credentials: false,
  };
}

function planKeyManager({ settings, keyManagerPassword, version }: ApiManagerFacts): TomlTable {
  const { keyManager, peers } = settings;
  if (keyManager) {
    return {
      key_manager: {
        type: "WSO2-IS",
        service_url: `${keyManager.url}/services/`,
        username: keyManager.username ?? `\${admin.username}`,
        password: keyManagerPassword ?? `\${admin.password}`,
      },
    };
  }
  if (!hasTokens(settings) && peers) {
    return { key_manager: { service_url: `https://${peers.controlPlaneHostname}/services/` } };
  }
  return isSince(version, "4.4") ? { key_manager: { enable_lightweight_apikey_generation: true } } : {};
}

/** What the shipped file has beside: without it, a revoked token goes on at gateways, and people can't register. */
const shipped: TomlTable = {
  event_handler: [{ name: "userPostSelfRegistration", subscriptions: ["POST_ADD_USER"] }],
  service_provider: { sp_name_regex: "^[\\sa-zA-Z0-9._-]*$" },
  event_listener: [
    {
      id: "token_revocation",
      type: "org.wso2.carbon.identity.core.handler.AbstractIdentityHandler",
      name: "org.wso2.is.notification.ApimOauthEventInterceptor",
      order: 1,
      properties: {
        notification_endpoint: `https://localhost:\${mgt.transport.https.port}/internal/data/v1/notify`,
        username: `\${admin.username}`,
        password: `\${admin.password}`,
        "header.X-WSO2-KEY-MANAGER": "default",
      },
    },
  ],
};

const tokenExchange: TomlTable = {
  token_exchange: { enable: true, allow_refresh_tokens: true, iat_validity_period: "1h" },
};
