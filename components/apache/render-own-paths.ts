import type { ProductSettings, SiteSettings } from "./plan-site";
import { escaped, isWayBack, publicUrl } from "./render-redirects";

/** A path that a product's pages ask by its own name, and where the front has it. */
interface OwnPath {
  readonly product: string;
  readonly to: string;
  readonly from: string;
}

/**
 * Pages link to their product's own paths, and what is in a page is not rewritten: the login form posts to
 * `../commonauth`, a portal asks `/api/am/...`, and a callback in a query is `https://<host>/publisher/...`. The front
 * sends such a request on to its own path, by 307: with its method and its body, and so that cookies fit. Where several
 * products have the path, the page that asks decides, by `Referer`; where that says nothing, `loginProduct`.
 */
export function renderOwnPaths(site: SiteSettings, mapped: string): string[] {
  const own = site.products.flatMap(findOwnPaths(site));
  if (own.length === 0) return [];
  const isShared = ({ product, to }: OwnPath) =>
    own.some((each) => each.product !== product && (isBelow(each.to, to) || isBelow(to, each.to)));
  const shared = own.filter(isShared);
  const lines = [
    ...shared.map((each) => renderRule(site, each, renderReferer(site, each.product))),
    ...own
      .filter((each) => !isShared(each) || each.product === site.loginProduct)
      .map((each) => renderRule(site, each)),
  ];
  return [`RewriteRule "${mapped}" - [L]`, ...lines.flat()];
}

function findOwnPaths(site: SiteSettings) {
  const mapped = new Set(site.products.flatMap(({ mappings }) => mappings.map(({ from }) => from)));
  return ({ key, mappings }: ProductSettings): OwnPath[] =>
    mappings
      .filter((each) => isWayBack(each, mappings) && each.port !== "gateway" && !mapped.has(each.to))
      .map(({ from, to }) => ({ product: key, from, to }))
      .sort((left, right) => right.to.length - left.to.length);
}

const isBelow = (inner: string, outer: string) => inner === outer || inner.startsWith(`${outer}/`);

/** As the client wrote it: what is decoded and encoded again is not always the same. */
function renderRule(site: SiteSettings, { to, from }: OwnPath, condition: readonly string[] = []): string[] {
  return [
    ...condition,
    String.raw`RewriteCond "%{THE_REQUEST}" "^\S+ (?:https?://[^/ ]+)?${escaped(to)}(/[^? ]*)?[? ]"`,
    `RewriteRule "^" "${publicUrl(site)}${from}%1" [R=307,NE,L]`,
  ];
}

/** The page that asks is one of the product's. */
function renderReferer(site: SiteSettings, key: string): string[] {
  const product = site.products.find((each) => each.key === key);
  const pages = product?.mappings.map(({ from }) => escaped(from)).join("|");
  return [`RewriteCond "%{HTTP_REFERER}" "^${escaped(publicUrl(site))}(?:${pages})(?:[/?#]|$)"`];
}
