import { completeInventory } from "../../../components/hosts/complete-inventory";
import { type CatalogEntry, readCatalog } from "../../../components/hosts/consul-catalog";
import { checkConsulAddress, consulUrl } from "../../../components/hosts/consul-client";
import { KnownHosts } from "../../../components/hosts/known-hosts";

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
      { user: "ops" },
    );
    expect(problems).toEqual([]);
    expect(hosts).toEqual([
      {
        at: "consul.wso2ei.node1",
        host: { name: "node1", address: "10.0.0.1", user: "ops", variables: {} },
        hostKeyFrom: "Consul (ssh_host_key of service wso2ei or its node)",
      },
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
        hostKeyFrom: "Consul (ssh_host_key of service wso2ei or its node)",
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

  it("fails for all metadata that is wrong at once, naming service, node and key", () => {
    const meta = { ssh_prt: "22", ssh_user: "a b", ssh_host_key: "AAAA", "socket-path": "/x", SSH_KEY: "k" };
    const entries = [entry({ Node: "n/1", ServiceAddress: "a b" }), entry({ Node: "n2", NodeMeta: meta })];
    const { problems } = readCatalog("g", entries, { service: "ei" });
    expect(problems.map(({ propertyPath, reason }) => `${propertyPath}: ${reason}`)).toEqual([
      'consul.g.n/1: got "n/1"; a name of letters, digits and _ . @ : - is needed',
      'consul.g.n/1.Address: got "a b"; a host name or an IP address is needed',
      expect.stringMatching(
        /^consul\.g\.n2\.ssh_prt: is metadata of service ei or its node that is not known here; known are ssh_user/,
      ),
      expect.stringMatching(/^consul\.g\.n2\.socket-path: .*; socket_path is meant$/),
      expect.stringMatching(/^consul\.g\.n2\.SSH_KEY: .*; ssh_key is meant$/),
      'consul.g.n2.ssh_user: got "a b"; a user\'s name, without blanks and quotes is needed',
      "consul.g.n2.ssh_host_key: got text of 4 characters; a public key, `ssh-ed25519 AAAA...`, is needed",
    ]);
  });
});

describe("host keys of Consul and of known_hosts", () => {
  const complete = (said: string | undefined, known: string) => {
    const meta: Record<string, string> = said === undefined ? {} : { ssh_host_key: said };
    const { hosts } = readCatalog("g", [entry({ ServiceMeta: meta })], { service: "ei" });
    const { inventory, problems } = completeInventory(
      { g: hosts },
      { knownHosts: new KnownHosts(known), keys: [] },
    );
    return problems.length > 0 ? problems[0]?.reason : inventory.g?.[0]?.hostKey;
  };

  it.each([
    ["Consul's where known_hosts has none", "ssh-ed25519 AAAA", "", "ssh-ed25519 AAAA"],
    ["the same of both", "ssh-ed25519 AAAA", "10.0.0.1 ssh-ed25519 AAAA", "ssh-ed25519 AAAA"],
    ["that of known_hosts, of another type", "ssh-rsa AAAA", "node1 ssh-ed25519 BBBB", "ssh-ed25519 BBBB"],
    ["that of known_hosts alone", undefined, "node1 ssh-ed25519 BBBB", "ssh-ed25519 BBBB"],
    [
      "one of two in known_hosts",
      "ssh-ed25519 AAAA",
      "node1 ssh-ed25519 BBBB\nnode1 ssh-ed25519 AAAA",
      "ssh-ed25519 AAAA",
    ],
  ])("give %s", (_, said, known, expected) => {
    expect(complete(said, known)).toBe(expected);
  });

  it("fail when they differ, naming both, and for one that was revoked", () => {
    expect(complete("ssh-ed25519 AAAA", "node1 ssh-ed25519 BBBB")).toBe(
      "Consul (ssh_host_key of service ei or its node) says another ssh-ed25519 key than known_hosts does for 10.0.0.1: find out which one the machine has before anything else, and correct the other",
    );
    expect(complete("ssh-ed25519 AAAA", "@revoked * ssh-ed25519 AAAA")).toContain("@revoked");
  });
});

describe("checkConsulAddress", () => {
  const check = (address: string, token?: string) => checkConsulAddress({ address, token })[0]?.reason;
  it.each([
    ["https://consul.example.com:8501", "s3cr3t"],
    ["http://127.0.0.1:8500", "s3cr3t"],
    ["http://localhost:8500", "s3cr3t"],
    ["http://[::1]:8500", "s3cr3t"],
    ["http://consul.example.com:8500", undefined],
  ])("takes %s with token %s", (address, token) => {
    expect(check(address, token)).toBeUndefined();
  });
  it.each([
    [
      "http://consul.example.com:8500",
      "got http://consul.example.com, where everybody on the way could read",
    ],
    ["http://127.0.0.1.example.com", "got http://127.0.0.1.example.com"],
    ["http://10.0.0.1:8500", "got http://10.0.0.1"],
    ["https://u:s3cr3t@consul", "holds a user or a password"],
    ["consul:8500", "is no address"],
    ["", "is no address"],
  ])("fails for %s with a token, and never shows that", (address, reason) => {
    expect(check(address, "s3cr3t")?.slice(0, reason.length)).toBe(reason);
    expect(check(address, "s3cr3t")).not.toContain("s3cr3t");
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
