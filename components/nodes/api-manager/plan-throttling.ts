import type { TomlTable } from "../toml-table";
import type { ApiManagerFacts } from "./api-manager-facts";
import { planApiManagerPorts } from "./api-manager-settings";
import { isSince } from "./releases";

/**
 * How nodes tell each other of calls and of decisions. Each call is told to the traffic manager of every node, one
 * group per node: one group with both would be one call for one of them, and counters that differ. What a traffic
 * manager decides goes to its own broker, and to the peer's by `event_duplicate_url`, the one key that the publishers
 * of decisions, of revoked tokens and of web hooks all read (`jndi2.properties.j2`, 3.2 to 4.6). The event hub takes
 * its endpoints from these.
 */
export function planThrottling(facts: ApiManagerFacts): TomlTable {
  const { profile = "all-in-one", peers } = facts.settings;
  const { broker } = planApiManagerPorts(facts.settings.offset);
  const brokers = (addresses: readonly string[]) => addresses.map((address) => `tcp://${address}:${broker}`);
  const own = brokers(["localhost"]);
  const others = brokers(facts.members.filter((member) => member !== facts.address));
  const duplicate: TomlTable = others.length > 0 ? { event_duplicate_url: others } : {};
  const { controlPlanes, trafficManagers } = findPeers(facts);
  const hub: TomlTable = {
    enable: true,
    service_url: `https://${peers?.controlPlaneHostname}/services/`,
    event_listening_endpoints: brokers(controlPlanes),
  };
  switch (profile) {
    case "all-in-one":
      return {
        throttling: {
          ...duplicate,
          throttle_decision_endpoints: own,
          url_group: planGroups(facts, facts.members),
        },
      };
    case "control-plane":
      return {
        throttling: duplicate,
        event_hub: {
          ...{ enable: true, event_listening_endpoints: own },
          // Its templates read one or the other, by version.
          ...(isSince(facts.version, "4.1") ? duplicate : {}),
          publish: { url_group: planPublishGroups(facts) },
        },
      };
    case "traffic-manager":
      return { throttling: { ...duplicate, throttle_decision_endpoints: own }, event_hub: hub };
    case "gateway":
      return {
        throttling: {
          throttle_decision_endpoints: brokers(trafficManagers),
          url_group: planGroups(facts, trafficManagers),
        },
        event_hub: hub,
      };
  }
}

/** @throws Error for a part that connects to others and was told no address of them */
function findPeers({ settings, peers }: ApiManagerFacts) {
  const { profile = "all-in-one" } = settings;
  const controlPlanes = peers?.controlPlanes ?? settings.peers?.controlPlanes ?? [];
  const trafficManagers = peers?.trafficManagers ?? settings.peers?.trafficManagers ?? [];
  const missing = [
    ...(controlPlanes.length === 0 && profile !== "control-plane" ? ["controlPlanes"] : []),
    ...(trafficManagers.length === 0 && profile === "gateway" ? ["trafficManagers"] : []),
  ];
  if (profile !== "all-in-one" && missing.length > 0) {
    throw new Error(`API Manager as ${profile} needs addresses: ${missing.join(" and ")} of peers`);
  }
  return { controlPlanes, trafficManagers };
}

/** Each control plane tells every control plane. */
function planPublishGroups(facts: ApiManagerFacts): TomlTable[] {
  return planGroups(facts, facts.members).map(
    ({ traffic_manager_urls, traffic_manager_auth_urls, type }) => ({
      ...{ urls: traffic_manager_urls ?? [], auth_urls: traffic_manager_auth_urls ?? [], type: type ?? "" },
    }),
  );
}

/** Anything but `loadbalance` is read as failover by the templates. */
function planGroups({ settings }: ApiManagerFacts, addresses: readonly string[]): TomlTable[] {
  const { events, eventsTls } = planApiManagerPorts(settings.offset);
  return addresses.map((address) => ({
    traffic_manager_urls: [`tcp://${address}:${events}`],
    traffic_manager_auth_urls: [`ssl://${address}:${eventsTls}`],
    type: "loadbalance",
  }));
}
