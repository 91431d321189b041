import type { ApacheMapping } from "./site-model";

/** Asked by scripts of other sites, so browsers ask by OPTIONS first. */
const cors = true;

/**
 * API Manager 4.x behind `/apim-*`. The gateway's own `/token`, `/revoke`, `/authorize` and `/userinfo` ended with 3.2:
 * they are paths below `/oauth2` of the servlet port. `/t` is where the gateway has the APIs of tenants.
 */
export const apiManagerMappings: readonly ApacheMapping[] = [
  { from: "/apim-token", to: "/oauth2/token", cors },
  { from: "/apim-revoke", to: "/oauth2/revoke", cors },
  { from: "/apim-userinfo", to: "/oauth2/userinfo", cors },
  { from: "/apim-authorize", to: "/oauth2/authorize" },
  { from: "/apim-oauth2", to: "/oauth2", cors },
  { from: "/apim-oidc", to: "/oidc" },
  { from: "/apim-t", to: "/t", port: "gateway", cors },
  { from: "/apim-authenticationendpoint", to: "/authenticationendpoint" },
  { from: "/apim-commonauth", to: "/commonauth" },
  { from: "/apim-logincontext", to: "/logincontext" },
  { from: "/apim-samlsso", to: "/samlsso" },
  { from: "/apim-publisher", to: "/publisher" },
  { from: "/apim-devportal", to: "/devportal" },
  { from: "/apim-admin", to: "/admin" },
  { from: "/apim-carbon", to: "/carbon" },
  { from: "/apim-api", to: "/api", cors },
  { from: "/apim-client-registration", to: "/client-registration" },
];

/** Identity Server 5.10 to 7.1 behind `/is-*`. */
export const identityServerMappings: readonly ApacheMapping[] = [
  { from: "/is-token", to: "/oauth2/token", cors },
  { from: "/is-authorize", to: "/oauth2/authorize" },
  { from: "/is-oauth2", to: "/oauth2", cors },
  { from: "/is-oidc", to: "/oidc" },
  { from: "/is-samlsso", to: "/samlsso" },
  { from: "/is-authenticationendpoint", to: "/authenticationendpoint" },
  { from: "/is-accountrecoveryendpoint", to: "/accountrecoveryendpoint" },
  { from: "/is-commonauth", to: "/commonauth" },
  { from: "/is-logincontext", to: "/logincontext" },
  { from: "/is-console", to: "/console" },
  { from: "/is-myaccount", to: "/myaccount" },
  { from: "/is-carbon", to: "/carbon" },
  { from: "/is-api", to: "/api", cors },
  { from: "/is-scim2", to: "/scim2", cors },
  { from: "/is-t", to: "/t" },
];
