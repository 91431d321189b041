import type { HaproxyTierArgs, Product } from "../components";
import { gatewayPort, type PlatformProducts, serviceNames } from "./api-manager-products";
import { type ApiManagerSettings, planHosts } from "./api-manager-settings";
import { checkTimes } from "./check-settings";
import { frontArgs } from "./front-settings";
import type { OfEach } from "./platform-parts";
import { sessionArgs, timeoutArgs } from "./traffic-settings";

/** What a tier must know of what is behind it. */
export type Backends = Pick<
  HaproxyTierArgs,
  "backend" | "backends" | "frontends" | "serverPort" | "serviceName"
>;

/** Keys of the nodes, by part. */
export type PlatformNodes = OfEach<readonly string[]>;

/**
 * What one HAProxy tier does for a platform: portals with sessions, API calls without, and Identity Server, each by its
 * host name. A node that carries all of API Manager is in two backends, and leaves and joins them together; in a
 * distributed deployment portals are the control planes', and calls the gateways'.
 */
export function planPlatformBackends(
  settings: ApiManagerSettings,
  products: PlatformProducts,
  nodes: PlatformNodes,
): Backends {
  const { apiManager, identity, trafficManager, gateway } = products;
  const { backend } = settings;
  const hosts = planHosts(settings);
  const names = {
    gateway: `${backend}_gateway`,
    identity: `${backend}_identity`,
    trafficManager: `${backend}_traffic_manager`,
  };
  const timeouts = timeoutArgs(settings);
  const check = (product: Product, serviceName: string, trafficPort = product.trafficPort) => {
    const { scheme, port, path } = product.readiness(serviceName);
    return {
      ...{ scheme, path, host: serviceName, ...checkTimes(settings) },
      ...(port === trafficPort ? {} : { port }),
    };
  };
  return {
    backend: {
      ...{ name: backend, nodes: [...nodes.apiManager], ...sessionArgs(settings), ...timeouts },
      check: check(apiManager, serviceNames.apiManager),
    },
    ...{ serverPort: apiManager.trafficPort, serviceName: serviceNames.apiManager },
    backends: {
      // A call carries all that the gateway needs: any node may take it.
      [names.gateway]: {
        ...{ port: gatewayPort, nodes: [...(nodes.gateway ?? nodes.apiManager)], ...timeouts },
        check: gateway
          ? check(gateway, serviceNames.apiManager, gatewayPort)
          : {
              ...{ scheme: "https", path: "/services/Version", host: serviceNames.apiManager },
              ...checkTimes(settings),
            },
      },
      [names.identity]: {
        ...{ port: identity.trafficPort, nodes: [...nodes.identity], serviceName: serviceNames.identity },
        ...(settings.stickiness
          ? sessionArgs(settings)
          : { stickiness: { mode: "prefix", cookie: "JSESSIONID" } as const }),
        ...timeouts,
        check: check(identity, serviceNames.identity),
      },
      // No route leads there: HAProxy watches them, so that a roll and the status know which of them serve.
      ...(trafficManager && nodes.trafficManager
        ? {
            [names.trafficManager]: {
              ...{ port: trafficManager.trafficPort, nodes: [...nodes.trafficManager], ...timeouts },
              check: check(trafficManager, serviceNames.apiManager),
            },
          }
        : {}),
    },
    frontends: withRoutes(settings, [
      { hosts: [hosts.gateway], backend: names.gateway },
      { hosts: [hosts.identity], backend: names.identity },
    ]),
  };
}

type Frontends = NonNullable<HaproxyTierArgs["frontends"]>;

/** What no route takes goes to the portals. */
function withRoutes(settings: ApiManagerSettings, routes: Frontends[string]["routes"]): Frontends {
  const { frontends = defaultFrontends } = frontArgs(settings);
  return Object.fromEntries(
    Object.entries(frontends).map(([key, frontend]) => [key, { ...frontend, routes }]),
  );
}

const defaultFrontends: Frontends = { http: { port: 80, tls: false }, https: { port: 443 } };
