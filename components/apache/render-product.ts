import type { BalancerSettings, ProductSettings, SiteSettings } from "./plan-site";
import { renderRedirects } from "./render-redirects";

/** What a start of httpd is to know of a node: `+N` drained, `+D` out, `-D` in. */
export type KeptState = "+N" | "+D" | "-D";

/** What a roll took out is in the folder of states, so that a new start of httpd knows it. No key has a dot in it. */
export function stateVariable(balancer: string, node: string): string {
  return `wso2_state.${balancer}.${node}`;
}

/**
 * A balancer. A connection that was idle for longer than a node keeps it is not used again (`ttl`); one that can't be
 * made goes to another node at once, and the node is asked again after a second or by the next check that passes.
 */
export function renderBalancer(
  { name, workers, sticky, checkPath }: BalancerSettings,
  { check }: Pick<ProductSettings, "check">,
): string[] {
  const checks = `hcmethod=GET hcuri=${checkPath} hcinterval=${check.intervalSec} hcpasses=${check.rise} hcfails=${check.fall}`;
  const members = Object.entries(workers).map(
    ([node, url]) =>
      `    BalancerMember "${url}" route=${node} connectiontimeout=3 retry=1 ttl=10 ${checks} status=\${${stateVariable(name, node)}}`,
  );
  return [
    `<Proxy "balancer://${name}">`,
    ...members,
    "    ProxySet lbmethod=byrequests",
    ...(sticky ? [`    ProxySet stickysession=${sticky.cookie}`] : []),
    "</Proxy>",
  ];
}

/** `Define` lines of nodes that nothing is written about. */
export function renderStates({ balancers, outUntilJoined }: ProductSettings): string[] {
  const state: KeptState = outUntilJoined ? "+D" : "-D";
  return balancers.flatMap(({ name, workers }) =>
    Object.keys(workers).flatMap((node) => {
      const variable = stateVariable(name, node);
      return [`<IfDefine !${variable}>`, `    Define ${variable} ${state}`, "</IfDefine>"];
    }),
  );
}

/** The paths of a product, and what its answers look like at the front. */
export function renderProduct(site: SiteSettings, product: ProductSettings): string[] {
  const { mappings, balancers } = product;
  return [
    ...balancers.flatMap((balancer) => renderBalancer(balancer, product)),
    ...mappings.flatMap(({ from, to, balancer, port, cors }) => [
      `<Location "${from}">`,
      // A `/` within a name of an API's path stays what the client sent.
      `    ProxyPass "balancer://${balancer}${to}"${port === "gateway" ? " nocanon" : ""}`,
      // A page of another site must ask first; where no other site has any business, it is not answered.
      ...(cors ? [] : ["    AllowMethods GET HEAD POST PUT PATCH DELETE"]),
      "</Location>",
    ]),
    `<LocationMatch "${matchPaths(mappings)}">`,
    ...renderRedirects(site, product).map(indent),
    ...balancers.flatMap(renderSticky).map(indent),
    "</LocationMatch>",
    ...renderSessionFrame(product),
  ];
}

/**
 * The frame of OpenID Connect's session management reads a cookie for all paths by its name, in the page: at the front it
 * has the product's name too, and `opbs=` alone would find the other product's as well.
 */
function renderSessionFrame({ key, mappings }: ProductSettings): string[] {
  return [
    `<LocationMatch "${matchPaths(mappings).replace("(?=/|$)", "")}(?:/.*)?/checksession$">`,
    // What is packed can't be read.
    "    RequestHeader unset Accept-Encoding",
    "    SetOutputFilter SUBSTITUTE",
    String.raw`    Substitute "s|([\x22\x27])opbs=\1|$1${key}.opbs=$1|"`,
    "</LocationMatch>",
  ];
}

/** Given once more whenever another node has answered. It goes with requests from other sites: a login may end so. */
function renderSticky({ sticky, name }: BalancerSettings): string[] {
  if (sticky?.by !== "cookie") return [];
  const value = `${sticky.cookie}=.%{BALANCER_WORKER_ROUTE}e; Path=/; Secure; HttpOnly; SameSite=None`;
  return [
    `Header add Set-Cookie "${value}" "expr=%{reqenv:BALANCER_ROUTE_CHANGED} == '1' && %{reqenv:BALANCER_NAME} == 'balancer://${name}'"`,
  ];
}

/** A pattern for paths of clients that lead somewhere. */
export function matchPaths(mappings: readonly { readonly from: string }[], not = false): string {
  const paths = mappings.map(({ from }) => from.replaceAll(".", "\\.")).join("|");
  return not ? `^(?!(?:${paths})(?:/|$))` : `^(?:${paths})(?=/|$)`;
}

export const indent = (line: string) => `    ${line}`;
