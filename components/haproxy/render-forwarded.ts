import type { HaproxyFrontend } from "./config-model";

/**
 * A declared load balancer has seen the client's scheme, port and address, and puts its own in place of what the
 * client says of them. From anyone else those headers are the client's invention, and ours take their place.
 * No load balancer of AWS says which host was asked for: that is what the request itself asks for.
 *
 * @param trustsEdge The condition `from_edge` is there.
 */
export function renderForwarded(frontend: HaproxyFrontend, trustsEdge: boolean): string[] {
  const scheme = frontend.certificateFile ? "https" : "http";
  const unless = trustsEdge ? " unless from_edge" : "";
  const unlessSaid = (header: string) => (unless ? `${unless} { req.hdr(${header}) -m found }` : "");
  return [
    `http-request del-header X-Forwarded-For${unless}`,
    "http-request del-header Forwarded",
    "http-request set-header X-Forwarded-Host %[req.hdr(Host)]",
    `http-request set-header X-Forwarded-Proto ${scheme}${unlessSaid("X-Forwarded-Proto")}`,
    `http-request set-header X-Forwarded-Port %[dst_port]${unlessSaid("X-Forwarded-Port")}`,
  ];
}

/**
 * What the scheme that the client came by decides; after `renderForwarded`, which has settled it.
 *
 * @param trustsEdge The condition `from_edge` is there.
 */
export function renderSecureTransport(frontend: HaproxyFrontend, trustsEdge: boolean): string[] {
  const { certificateFile, redirectToHttps, hsts } = frontend;
  const below = hsts?.includeSubdomains ? "; includeSubDomains" : "";
  const says = `http-after-response set-header Strict-Transport-Security "max-age=${Math.round(hsts?.maxAgeSec ?? 0)}${below}"`;
  return [
    ...(redirectToHttps
      ? ["http-request redirect scheme https code 308 unless { req.hdr(X-Forwarded-Proto) -m str https }"]
      : []),
    // Where no other load balancer is believed, it is the frontend's own scheme: nothing to find out for a request.
    ...(hsts && !trustsEdge && certificateFile ? [says] : []),
    ...(hsts && trustsEdge
      ? [
          "http-request set-var(txn.scheme) req.hdr(X-Forwarded-Proto)",
          `${says} if { var(txn.scheme) -m str https }`,
        ]
      : []),
  ];
}
