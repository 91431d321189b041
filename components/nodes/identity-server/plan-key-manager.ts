import type { TomlTable } from "../toml-table";
import type { KeyManagerEvents } from "./identity-server-settings";
import type { IdentityServerRelease } from "./releases";

/**
 * What makes it the key manager of API Manager. 5.11 and 6.x need the jars and the web application of
 * wso2is-extensions beside; 7.x is a third-party key manager, which is registered in API Manager's admin portal.
 * Source: docs-apim, `configure-wso2is-connector.md` and `configure-wso2is7-connector.md`.
 */
export function planKeyManagerEvents(
  events: KeyManagerEvents | undefined,
  release: IdentityServerRelease,
  password: string | undefined,
): TomlTable {
  if (!events) return {};
  return release.keyManager === "third-party" ? thirdParty : planExtension(events, password);
}

const thirdParty: TomlTable = {
  oauth: { authorize_all_scopes: true },
  resource: {
    access_control: [
      {
        ...{ context: "(.*)/scim2/Me", secure: true, http_method: "GET", cross_tenant: true },
        ...{ permissions: [], scopes: [] },
      },
    ],
  },
};

function planExtension(
  { apiManagerUrl, username }: KeyManagerEvents,
  password: string | undefined,
): TomlTable {
  return {
    event_listener: [
      {
        id: "token_revocation",
        type: "org.wso2.carbon.identity.core.handler.AbstractIdentityHandler",
        name: "org.wso2.is.notification.ApimOauthEventInterceptor",
        order: 1,
        properties: {
          notification_endpoint: `${apiManagerUrl}/internal/data/v1/notify`,
          username: username ?? `\${admin.username}`,
          password: password ?? `\${admin.password}`,
          "header.X-WSO2-KEY-MANAGER": "WSO2-IS",
        },
      },
    ],
    resource: {
      access_control: operations.map(([context, http_method, ...rest]) =>
        planAccess(context, http_method, rest),
      ),
    },
    tenant_context: { rewrite: { custom_webapps: ["/keymanager-operations/"] } },
  };
}

const admin = "/permission/admin";

/** What API Manager calls: address, method, permission, scope. */
const operations = [
  ["user-info/claims(.*)", "GET", `${admin}/manage/identity/usermgt/list`, "internal_user_mgt_list"],
  ["user-info/claims/generate", "POST", `${admin}/manage/identity/usermgt/list`, "internal_user_mgt_list"],
  [
    "dcr/register",
    "POST",
    `${admin}/manage/identity/applicationmgt/create`,
    "internal_application_mgt_create",
  ],
  [
    "dcr/register(.*)",
    "GET",
    `${admin}/manage/identity/applicationmgt/view`,
    "internal_application_mgt_view",
  ],
  [
    "dcr/register(.*)",
    "PUT",
    `${admin}/manage/identity/applicationmgt/update`,
    "internal_application_mgt_update",
  ],
  [
    "dcr/register(.*)",
    "DELETE",
    `${admin}/manage/identity/applicationmgt/delete`,
    "internal_application_mgt_delete",
  ],
] as const;

function planAccess(
  path: string,
  method: string,
  [permissions = "", scopes = ""]: readonly string[],
): TomlTable {
  return {
    context: `(.*)/keymanager-operations/${path}`,
    secure: true,
    http_method: method,
    permissions: [permissions],
    scopes: [scopes],
  };
}
