import type { HaproxyBackend } from "./config-model";
import { pathAcl } from "./render-acl";
import { checkOptions, checkSteps } from "./render-check";
import { renderStickiness, serverCookie, stickinessOf } from "./render-stickiness";

/** Health checks ignore `sni`, and traffic ignores `check-sni`: the one name goes to all three. */
function tlsOptions({ check, tls, mode }: HaproxyBackend): string[] {
  if (!tls) return [];
  const verified = `verify required ca-file ${tls.caFile}`;
  const ownPort = check.port !== undefined && !check.provesTraffic;
  if (mode === "tcp") {
    // The client's TLS goes through as it is: only checks speak TLS here.
    const checked = check.scheme === "https" && !check.provesTraffic ? ["check-ssl"] : [];
    return [verified, `verifyhost ${tls.name}`, `check-sni ${tls.name}`, ...checked];
  }
  const checked =
    check.scheme === "https"
      ? [`check-sni ${tls.name}`, ...(ownPort ? ["check-ssl"] : [])]
      : ["no-check-ssl"];
  return [`ssl ${verified}`, `sni str(${tls.name})`, `verifyhost ${tls.name}`, ...checked];
}

function proxyOptions({ proxyProtocol, check }: HaproxyBackend): string[] {
  if (!proxyProtocol) return [];
  // A page with a port of its own is the product's, which waits for no PROXY protocol.
  return ["send-proxy-v2", ...(check.port === undefined ? ["check-send-proxy"] : [])];
}

function renderTimeouts({ trafficTimeoutSec, timeouts = [] }: HaproxyBackend): string[] {
  return [
    ...(trafficTimeoutSec === undefined ? [] : [`timeout server ${trafficTimeoutSec}s`]),
    ...timeouts.flatMap(({ paths, timeoutSec }, index) => [
      ...pathAcl(`slow${index + 1}`, paths),
      `http-request set-timeout server ${Math.round(timeoutSec * 1000)}ms if slow${index + 1}`,
    ]),
  ];
}

/** The `backend` section. */
export function renderBackend(backend: HaproxyBackend): string[] {
  const { check, mode } = backend;
  const stickiness = stickinessOf(backend);
  const options = [...checkOptions(check), ...tlsOptions(backend), ...proxyOptions(backend)];
  return [
    `backend ${backend.name}`,
    "    balance roundrobin",
    ...renderStickiness(stickiness).map((line) => `    ${line}`),
    ...checkSteps(backend).map((step) => `    ${step}`),
    ...renderTimeouts(backend).map((line) => `    ${line}`),
    ...(mode === "tcp"
      ? []
      : [
          "    # A request that may have had an effect is sent once; only a refused connection tries the next node.",
          "    http-request disable-l7-retry unless METH_GET or METH_OPTIONS",
        ]),
    `    default-server ${options.join(" ")}`,
    ...backend.servers.map(
      ({ name, address, port }) =>
        `    server ${name} ${address}:${port}${serverCookie(stickiness, name)} check`,
    ),
  ];
}
