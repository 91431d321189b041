import type { ProductSettings, SiteSettings } from "./plan-site";
import type { ApacheMapping } from "./site-model";

/** Where clients come in: `https://sso.example.com`. */
export function publicUrl({ host, publicPort }: Pick<SiteSettings, "host" | "publicPort">): string {
  return publicPort === 443 ? `https://${host}` : `https://${host}:${publicPort}`;
}

/** In a pattern, as what it is. */
export const escaped = (text: string) =>
  text.replaceAll(/[.~+-]/g, (each) => (each === "-" ? each : `\\${each}`));

/**
 * What a product answers is as it knows itself, and is said as the front knows it: redirects, and the paths and names of
 * cookies. `ProxyPassReverse` is not enough: two products that call themselves by the site's host have the same
 * `/oauth2`, and it leaves a relative `Location` and `/carbon/../authenticationendpoint` as they are. Nor is
 * `ProxyPassReverseCookiePath`, which makes `/apim-publisher` of `/publisher/site`. So each product has its own rules,
 * in its own `<LocationMatch>`.
 */
export function renderRedirects(site: SiteSettings, { key, mappings, hosts }: ProductSettings): string[] {
  const front = publicUrl(site);
  const inner = hosts.map(escaped).join("|");
  const known = `(?:https?://(?:${escaped(site.host)}|${inner})(?::[0-9]+)?)?(?:/carbon/\\.\\.)?`;
  const back = mappings.filter((each) => isWayBack(each, mappings));
  const rules = back.map(({ from, to }) => [`"^${known}${escaped(to)}(?=[/?#]|$)"`, `"${front}${from}"`]);
  // What is mapped nowhere is not found at the front, rather than a name that no client can reach.
  const rest = [`"^https?://(?:${inner})(?::[0-9]+)?(?=[/?#]|$)"`, `"${front}"`];
  const plain = [`"^http://${escaped(site.host)}(?::[0-9]+)?(?=[/?#]|$)"`, `"${front}"`];
  const headers = ["Location", "Content-Location"];
  return [
    ...headers.flatMap((header) =>
      [...rules, rest, plain].map((rule) => `Header edit ${header} ${rule.join(" ")}`),
    ),
    ...back.map(
      ({ from, to }) => `Header edit Set-Cookie "^(.*;\\s*(?i:path)=)${escaped(to)}(?=[/;]|$)" "$1${from}"`,
    ),
    ...hosts.map((host) => `ProxyPassReverseCookieDomain "${host}" "${site.host}"`),
    ...renderCookies(site, key),
  ];
}

/** `/apim-token` is a short way to a path below `/oauth2`, which has a way back of its own. */
export function isWayBack({ from, to }: ApacheMapping, all: readonly ApacheMapping[]): boolean {
  return from !== to && !all.some((each) => to.startsWith(`${each.to}/`));
}

/**
 * Both products set `commonAuthId` for all paths of the host, and each would end the other's login. So such a cookie
 * has its product's name on the way out, and loses it on the way in. No product gets those of the other one.
 */
function renderCookies({ products }: SiteSettings, key: string): string[] {
  const others = products.map((product) => product.key).filter((each) => each !== key);
  return [
    `Header edit Set-Cookie "^([^=;]+)=(.*;\\s*(?i:path)=/(?:;.*)?)$" "${key}.$1=$2"`,
    ...others.map(
      (other) => `RequestHeader edit* Cookie "(?:^${other}\\.[^;]*(?:;\\s*|$)|;\\s*${other}\\.[^;]*)" ""`,
    ),
    `RequestHeader edit* Cookie "(^|;\\s*)${key}\\.([^=;]+=[^;]*)" "$1$2"`,
  ];
}
