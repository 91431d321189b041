import { parse } from "smol-toml";
import {
  type ApiManagerProfile,
  apiManagerPorts,
  apiManagerStartOrder,
  planApiManagerPorts,
} from "../../../../components/nodes/api-manager/api-manager-settings";
import { planApiManager } from "../../../../components/nodes/api-manager/plan-api-manager";
import { settings, tomlOf } from "./example";

const peers = {
  controlPlaneHostname: "cp.example.com",
  controlPlanes: ["10.0.1.1", "10.0.1.2"],
  trafficManagers: ["10.0.2.1"],
};
const plan = (version: string, profile: ApiManagerProfile, offset = 0) =>
  planApiManager(version, { ...settings, profile, peers, offset });

describe("an offset", () => {
  it.each<ApiManagerProfile>(["all-in-one", "control-plane", "traffic-manager", "gateway"])(
    "moves each port of %s: traffic, readiness, peers, and what a stop waits for",
    (profile) => {
      const portsOf = (offset: number) => {
        const product = plan("4.5.0", profile, offset);
        const { trafficPort, otherPorts, peerPorts = [] } = product;
        const also = (product.alsoReady?.("n") ?? []).map(({ port }) => port);
        return [trafficPort, product.readiness("n").port, ...otherPorts, ...peerPorts, ...also];
      };
      expect(portsOf(7)).toEqual(portsOf(0).map((port) => port + 7));
      expect(new Set(portsOf(0).slice(2)).has(apiManagerPorts.gatewayHttps)).toBe(true);
    },
  );

  it("moves the ports that the other settings are made of", () => {
    expect(planApiManagerPorts(7)).toEqual(
      Object.fromEntries(Object.entries(apiManagerPorts).map(([name, port]) => [name, port + 7])),
    );
  });
});

describe("readiness", () => {
  const pageOf = (version: string, profile: ApiManagerProfile) => plan(version, profile).readiness("n").path;
  const startup = "/api/am/gateway/v2/server-startup-healthcheck";
  const login = "/carbon/admin/login.jsp";

  it.each<[string, ApiManagerProfile, string]>([
    ["3.2.0", "all-in-one", login],
    ["4.0.0", "all-in-one", login],
    ["4.2.0", "all-in-one", login],
    ["4.3.0", "all-in-one", startup],
    ["4.6.0", "all-in-one", startup],
    ["4.5.0", "gateway", startup],
    ["4.5.0", "control-plane", login],
    ["4.5.0", "traffic-manager", login],
  ])("of %s as %s is %s", (version, profile, page) => {
    expect(pageOf(version, profile)).toBe(page);
  });

  it.each<[ApiManagerProfile, string[]]>([
    [
      "all-in-one",
      ["https 8243 /services/Version", "https 9443 /oauth2/jwks", "tcp 5672", "tcp 9611", "tcp 9711"],
    ],
    ["control-plane", ["https 9443 /oauth2/jwks", "tcp 5672", "tcp 9611", "tcp 9711"]],
    ["traffic-manager", ["tcp 5672", "tcp 9611", "tcp 9711"]],
    ["gateway", ["https 8243 /services/Version"]],
  ])("asks all that %s carries", (profile, asked) => {
    const also = plan("4.5.0", profile).alsoReady?.("n") ?? [];
    const words = also.map((each) =>
      each.scheme === "tcp" ? `tcp ${each.port}` : `${each.scheme} ${each.port} ${each.path}`,
    );
    expect(words).toEqual(asked);
  });
});

describe("parts of a distributed deployment", () => {
  it("start in the order in which they need each other", () => {
    expect(apiManagerStartOrder).toEqual(["control-plane", "traffic-manager", "gateway"]);
  });

  it.each<[string, ApiManagerProfile, string, string, string | undefined]>([
    ["4.5.0", "all-in-one", "wso2am-4.5.0", "bin/api-manager.sh", undefined],
    ["4.5.0", "control-plane", "wso2am-acp-4.5.0", "bin/api-cp.sh", undefined],
    ["4.5.0", "traffic-manager", "wso2am-tm-4.5.0", "bin/traffic-manager.sh", undefined],
    ["4.6.0", "gateway", "wso2am-universal-gw-4.6.0", "bin/gateway.sh", undefined],
    ["4.4.0", "control-plane", "wso2am-4.4.0", "bin/api-manager.sh", "-Dprofile=control-plane"],
    ["4.4.0", "gateway", "wso2am-4.4.0", "bin/api-manager.sh", "-Dprofile=gateway-worker"],
    ["3.2.0", "all-in-one", "wso2am-3.2.0", "bin/wso2server.sh", undefined],
  ])("%s %s is %s", (version, profile, folder, script, javaOpts) => {
    const product = plan(version, profile);
    expect([product.folder, product.script, product.javaOpts]).toEqual([folder, script, javaOpts]);
    expect(product.publishedAt).toContain(`/v${version}/${folder}.zip`);
  });

  const throttlingOf = (profile: ApiManagerProfile) => {
    const { apim } = parse(tomlOf("4.5.0", { profile, peers })) as Record<string, Record<string, unknown>>;
    return [apim?.throttling, apim?.event_hub];
  };
  const group = (address: string) => ({
    traffic_manager_urls: [`tcp://${address}:9611`],
    traffic_manager_auth_urls: [`ssl://${address}:9711`],
    type: "loadbalance",
  });
  const hub = {
    enable: true,
    service_url: "https://cp.example.com/services/",
    event_listening_endpoints: ["tcp://10.0.1.1:5672", "tcp://10.0.1.2:5672"],
  };
  const duplicate = { event_duplicate_url: ["tcp://10.0.0.12:5672"] };

  it("a gateway listens to the brokers of all control planes and traffic managers", () => {
    expect(throttlingOf("gateway")).toEqual([
      { throttle_decision_endpoints: ["tcp://10.0.2.1:5672"], url_group: [group("10.0.2.1")] },
      hub,
    ]);
  });

  it("a traffic manager publishes to its own broker and its peer's, and listens to the control planes'", () => {
    expect(throttlingOf("traffic-manager")).toEqual([
      { ...duplicate, throttle_decision_endpoints: ["tcp://localhost:5672"] },
      hub,
    ]);
  });

  it("a control plane tells every control plane", () => {
    const each = ["10.0.0.11", "10.0.0.12"].map((address) => ({
      urls: [`tcp://${address}:9611`],
      auth_urls: [`ssl://${address}:9711`],
      type: "loadbalance",
    }));
    expect(throttlingOf("control-plane")).toEqual([
      duplicate,
      {
        ...{ enable: true, event_listening_endpoints: ["tcp://localhost:5672"] },
        ...duplicate,
        publish: { url_group: each },
      },
    ]);
  });

  it("takes addresses that the workload tells, and fails a gateway that nobody told any", () => {
    const profile = "gateway";
    const alone = { controlPlaneHostname: "cp.example.com" };
    const told = { controlPlanes: ["10.0.3.1"], trafficManagers: ["10.0.3.2"] };
    const toml = tomlOf("4.5.0", { profile, peers: alone }, 1, undefined, { peers: told });
    expect(toml).toContain('event_listening_endpoints = [ "tcp://10.0.3.1:5672" ]');
    expect(() => tomlOf("4.5.0", { profile, peers: alone })).toThrow(/controlPlanes.*trafficManagers/);
  });
});

describe("Java", () => {
  it.each([
    ["3.2.0", 11],
    ["4.1.0", 11],
    ["4.2.0", 17],
    ["4.3.0", 21],
    ["4.6.0", 21],
  ])("of %s is %i at most", (version, newest) => {
    expect(plan(version, "all-in-one").newestJava).toBe(newest);
  });
});
