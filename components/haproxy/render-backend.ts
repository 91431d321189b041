import type { HaproxyBackend, HaproxyCheck } from "./config-model";

function checkOptions(check: HaproxyCheck): string[] {
  const { intervalSec, fastIntervalSec = Math.min(0.5, intervalSec / 2) } = check;
  const fastMs = Math.round(fastIntervalSec * 1000);
  return [
    `inter ${Math.round(intervalSec * 1000)}ms`,
    `fastinter ${fastMs}ms`,
    `downinter ${fastMs}ms`,
    `fall ${check.fall}`,
    `rise ${check.rise}`,
    // With a sequence of connections each of them names its own.
    ...(check.port === undefined || check.provesTraffic ? [] : [`port ${check.port}`]),
  ];
}

/** Health checks ignore `sni`, and traffic ignores `check-sni`: the one name goes to all three. */
function tlsOptions({ check, tls }: HaproxyBackend): string[] {
  if (!tls) return [];
  const checked =
    check.scheme === "https"
      ? [`check-sni ${tls.name}`, ...(check.port && !check.provesTraffic ? ["check-ssl"] : [])]
      : ["no-check-ssl"];
  return [
    `ssl verify required ca-file ${tls.caFile}`,
    `sni str(${tls.name})`,
    `verifyhost ${tls.name}`,
    ...checked,
  ];
}

/**
 * One check asks for the page and then opens a TLS connection to the traffic port; `ca-file` and `verifyhost` of the
 * server hold for both. As steps of an HTTP check the last connection would send a request of HAProxy's own choice
 * to the product.
 */
function sequence({ path, host, port, scheme }: HaproxyCheck, name: string): string[] {
  const request = String.raw`GET\ ${path}\ HTTP/1.1\r\nHost:\ ${host}\r\nConnection:\ close\r\n\r\n`;
  return [
    "option tcp-check",
    `tcp-check connect port ${port}${scheme === "https" ? ` ssl sni ${name}` : ""}`,
    `tcp-check send ${request}`,
    String.raw`tcp-check expect error-status L7STS status-code res.payload(9,3) rstring ^HTTP/1\.[01]\ 200`,
    `tcp-check connect ssl sni ${name}`,
  ];
}

function checkSteps({ check, tls }: HaproxyBackend): string[] {
  if (tls && check.provesTraffic && check.port !== undefined) return sequence(check, tls.name);
  return [
    "option httpchk",
    `http-check send meth GET uri ${check.path} ver HTTP/1.1 hdr Host ${check.host}`,
    "http-check expect status 200",
  ];
}

/** The `backend` section. */
export function renderBackend(backend: HaproxyBackend): string[] {
  const { check } = backend;
  return [
    `backend ${backend.name}`,
    "    balance roundrobin",
    ...(backend.stickyCookie ? [`    cookie ${backend.stickyCookie} prefix`] : []),
    ...checkSteps(backend).map((step) => `    ${step}`),
    "    # A request that may have had an effect is sent once; only a refused connection tries the next node.",
    "    http-request disable-l7-retry unless METH_GET or METH_OPTIONS",
    `    default-server ${[...checkOptions(check), ...tlsOptions(backend)].join(" ")}`,
    ...backend.servers.map((server) => {
      const sticky = backend.stickyCookie ? ` cookie ${server.name}` : "";
      return `    server ${server.name} ${server.address}:${server.port}${sticky} check`;
    }),
  ];
}
