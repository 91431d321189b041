import type { HaproxyBackend, HaproxyCheck } from "./config-model";

/** How often, and where. */
export function checkOptions(check: HaproxyCheck): string[] {
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

/**
 * One check asks for the page and then opens a TLS connection to the traffic port; `ca-file` and `verifyhost` of the
 * server hold for both. As steps of an HTTP check the last connection would send a request of HAProxy's own choice
 * to the product.
 */
function sequence({ check, proxyProtocol }: HaproxyBackend, name: string): string[] {
  const { path, host, port, scheme } = check;
  const request = String.raw`GET\ ${path}\ HTTP/1.1\r\nHost:\ ${host}\r\nConnection:\ close\r\n\r\n`;
  return [
    "option tcp-check",
    `tcp-check connect port ${port}${scheme === "https" ? ` ssl sni ${name}` : ""}`,
    `tcp-check send ${request}`,
    String.raw`tcp-check expect error-status L7STS status-code res.payload(9,3) rstring ^HTTP/1\.[01]\ 200`,
    `tcp-check connect ssl sni ${name}${proxyProtocol ? " send-proxy" : ""}`,
  ];
}

/** The steps of a backend's check. */
export function checkSteps(backend: HaproxyBackend): string[] {
  const { check, tls } = backend;
  if (tls && check.provesTraffic && check.port !== undefined) return sequence(backend, tls.name);
  return [
    "option httpchk",
    `http-check send meth GET uri ${check.path} ver HTTP/1.1 hdr Host ${check.host}`,
    "http-check expect status 200",
  ];
}
