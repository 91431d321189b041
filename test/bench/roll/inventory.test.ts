import { renderInventory } from "../../../bench/roll/inventory";

const machine = (name: string, host: string) => ({
  name,
  host,
  user: "admin",
  privateKey: "private key",
  hostKey: "ssh-ed25519 AAAA",
});

const estate = {
  nodes: [machine("node1", "10.0.0.1"), machine("node2", "10.0.0.2")],
  balancers: [machine("haproxy1", "10.0.0.9")],
  backend: "PRD_wso2ei",
  trafficPort: 8253,
  unit: "wso2-integrator.service",
  directory: "/opt/wso2",
  owner: "wso2",
  homeLink: "/opt/wso2/integrator",
  configuration: ["conf/deployment.toml"],
  stores: ["node.p12"],
};
const release = { pack: "/packs/wso2mi-4.4.0.zip", folder: "wso2mi-4.4.0" };
const files = { keyFile: "/keys/key", knownHostsFile: "/keys/known_hosts", roleFiles: "/keys/files" };

describe("renderInventory", () => {
  const text = renderInventory(estate, release, { delaySec: 20, greenSec: 5 }, files);
  const { all } = JSON.parse(text);

  it("has nodes and load balancers as the seed's groups, each node with its name in HAProxy", () => {
    expect(all.children).toEqual({
      wso2ei: {
        hosts: {
          node1: { ansible_host: "10.0.0.1", ansible_user: "admin", wso2ei_lb_server: "node1" },
          node2: { ansible_host: "10.0.0.2", ansible_user: "admin", wso2ei_lb_server: "node2" },
        },
      },
      lbservers: { hosts: { haproxy1: { ansible_host: "10.0.0.9", ansible_user: "admin" } } },
    });
  });

  it("names the release, the waits and where the role finds its files", () => {
    expect(all.vars).toMatchObject({
      pack: "/packs/wso2mi-4.4.0.zip",
      folder: "wso2mi-4.4.0",
      delay_sec: 20,
      green_sec: 5,
      role_files: "/keys/files",
      ansible_ssh_private_key_file: "/keys/key",
    });
  });

  it("holds no key", () => {
    expect(text).not.toContain("private key");
  });
});
