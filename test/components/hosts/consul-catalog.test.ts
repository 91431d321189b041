import { type CatalogEntry, readCatalog } from "../../../components/hosts/consul-catalog";
import { consulUrl } from "../../../components/hosts/consul-client";

const entry = (change: Partial<CatalogEntry> = {}): CatalogEntry => ({
  Node: "node1",
  Address: "10.0.0.1",
  ServiceID: "wso2ei",
  ServiceAddress: "",
  ServicePort: 8243,
  NodeMeta: { "consul-network-segment": "" },
  ServiceMeta: {},
  ...change,
});

describe("readCatalog", () => {
  it("takes the service's address, else the node's, and the metadata as variables", () => {
    const meta = { ssh_host_key: "ssh-ed25519 AAAA", ssh_port: "2222", rack: "a", server: "of-node" };
    const { hosts, problems } = readCatalog(
      "wso2ei",
      [
        entry({ Node: "node2", ServiceAddress: "10.1.0.2", NodeMeta: meta, ServiceMeta: { server: "ei-2" } }),
        entry(),
      ],
      "ops",
    );
    expect(problems).toEqual([]);
    expect(hosts).toEqual([
      { at: "consul.wso2ei.node1", host: { name: "node1", address: "10.0.0.1", user: "ops", variables: {} } },
      {
        at: "consul.wso2ei.node2",
        host: {
          name: "node2",
          address: "10.1.0.2",
          port: 2222,
          user: "ops",
          hostKey: "ssh-ed25519 AAAA",
          variables: { rack: "a", server: "ei-2" },
        },
      },
    ]);
  });

  it("fails for two instances on one node and for a port that is none", () => {
    const entries = [entry({ ServiceID: "a" }), entry({ ServiceID: "b", ServiceMeta: { ssh_port: "x" } })];
    expect(readCatalog("wso2ei", entries).problems.map(({ propertyPath }) => propertyPath)).toEqual([
      "consul.wso2ei.node1",
      "consul.wso2ei.node1.ssh_port",
    ]);
  });
});

describe("consulUrl", () => {
  it.each([
    [{ service: "wso2ei" }, "/v1/catalog/service/wso2ei"],
    [{ service: "wso2 ei", tag: "prod&eu" }, "/v1/catalog/service/wso2%20ei?tag=prod%26eu"],
    [{ service: "ei", tag: "prod", passingOnly: true }, "/v1/health/service/ei?tag=prod&passing=true"],
  ])("asks for %j", (query, path) => {
    expect(consulUrl({ address: "https://consul:8501" }, query).href).toBe(`https://consul:8501${path}`);
  });
});
