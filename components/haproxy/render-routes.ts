import type { HaproxyConfig, HaproxyFrontend } from "./config-model";
import { hostAcl, pathAcl } from "./render-acl";

interface RenderedRoute {
  readonly acls: readonly string[];
  readonly condition: string;
  readonly backend: string;
}

/** The name that was asked for, without a port. */
const askedHost = { http: "req.hdr(Host),field(1,:)", tcp: "req.ssl_sni" } as const;

function renderRoutes({ routes = [] }: HaproxyFrontend, host: string): RenderedRoute[] {
  return routes.map(({ hosts, paths, backend }, index) => {
    const names = { host: `route${index + 1}_host`, path: `route${index + 1}_path` };
    return {
      acls: [
        ...(hosts?.length ? hostAcl(names.host, host, hosts) : []),
        ...(paths?.length ? pathAcl(names.path, paths) : []),
      ],
      condition: [...(hosts?.length ? [names.host] : []), ...(paths?.length ? [names.path] : [])].join(" "),
      backend,
    };
  });
}

/** How many conditions ask for the host. */
function countHosts({ routes = [] }: HaproxyFrontend): number {
  return routes.flatMap(({ hosts = [] }) => hostAcl("any", "", hosts)).length;
}

/** Which backend gets a request of this frontend. */
export function renderRouting(frontend: HaproxyFrontend, config: HaproxyConfig): string[] {
  const { mode = "http", routesOnly, backend = config.backend.name } = frontend;
  // Found out once for a request, and not again at each condition.
  const keepsHost = mode === "http" && countHosts(frontend) > 1;
  const routes = renderRoutes(frontend, keepsHost ? "var(txn.host)" : askedHost[mode]);
  const any = routes.map(({ condition }) => condition).join(" or ");
  return [
    ...(keepsHost ? [`http-request set-var(txn.host) ${askedHost.http}`] : []),
    ...routes.flatMap(({ acls }) => acls),
    // The name stands in the first bytes; who sends none is not waited for.
    ...(mode === "tcp" && routes.length > 0
      ? ["tcp-request inspect-delay 5s", "tcp-request content accept if { req.ssl_hello_type 1 }"]
      : []),
    ...(routesOnly && mode === "http" ? [`http-request return status 404 unless ${any}`] : []),
    ...routes.map((route) => `use_backend ${route.backend} if ${route.condition}`),
    ...(routesOnly ? [] : [`default_backend ${backend}`]),
  ];
}
