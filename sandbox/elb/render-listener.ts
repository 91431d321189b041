import { certificateFile } from "./elb-files";
import type { ElbListener, ElbMember } from "./elb-model";
import { elbCookieExpression, elbCookieName, elbCookieValue } from "./sticky-cookie";

/** Name of the backend that a listener's requests go to. */
export function listenerBackend(port: number): string {
  return `port_${port}`;
}

export function isListenerBackend(name: string): boolean {
  return /^port_\d+$/.test(name);
}

function renderBind(listener: ElbListener): string {
  if (listener.protocol === "HTTP") return `bind :${listener.port}`;
  const file = certificateFile(listener.certificateArn ?? "");
  // A classic ELB speaks no TLS 1.3 and no HTTP/2.
  return `bind :${listener.port} ssl crt ${file} ssl-min-ver ${listener.minTls ?? "TLSv1.0"} ssl-max-ver TLSv1.2 alpn http/1.1`;
}

/** The cookie comes with the application's own and counts only together with it. */
function renderStickiness(cookie: string): string[] {
  return [
    `cookie ${elbCookieName} rewrite`,
    `ignore-persist if !{ req.cook(${cookie}) -m found }`,
    `http-response add-header Set-Cookie "${elbCookieName}=${elbCookieExpression}; Path=/" if { res.cook(${cookie}) -m found }`,
  ];
}

/** Frontend and backend of one listener; health comes from the servers of `healthBackend`. */
export function renderListener(
  listener: ElbListener,
  members: readonly ElbMember[],
  weights: ReadonlyMap<string, number>,
  healthBackend: string,
): string[] {
  const backend = listenerBackend(listener.port);
  const tls = listener.instanceProtocol === "HTTPS" ? " ssl verify none" : "";
  const sticky = listener.stickyCookie;
  const servers = members.map(({ instanceId, address }) => {
    const cookie = sticky ? ` cookie ${elbCookieValue(instanceId)}` : "";
    const weight = weights.get(instanceId) ?? 1;
    return `server ${instanceId} ${address}:${listener.instancePort} track ${healthBackend}/${instanceId} weight ${weight}${cookie}${tls}`;
  });
  const body = [
    "balance leastconn",
    // An ELB keeps a pool of connections to its instances, whichever client a request comes from.
    "http-reuse always",
    `http-request set-header X-Forwarded-Proto ${listener.protocol.toLowerCase()}`,
    `http-request set-header X-Forwarded-Port ${listener.port}`,
    ...(sticky ? renderStickiness(sticky) : []),
    ...servers,
  ];
  return [
    `frontend listener_${listener.port}`,
    `    ${renderBind(listener)}`,
    `    default_backend ${backend}`,
    "",
    `backend ${backend}`,
    ...body.map((line) => `    ${line}`),
    "",
  ];
}
