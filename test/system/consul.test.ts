import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type HostSources, readHosts } from "../../components/hosts/read-hosts";
import { ConsulAgent } from "./hosts/consul-agent";

const minute = 60_000;

describe("a real Consul agent", () => {
  const folder = mkdtempSync(join(tmpdir(), "consul-"));
  const consul = new ConsulAgent();
  const key = "ssh-ed25519 AAAA";
  const groups = (sources: Partial<HostSources["consul"]> & { groups: object }) =>
    readHosts(
      { consul: { address: consul.address, token: consul.token, ...sources } as HostSources["consul"] },
      { user: "ops", keys: [] },
    );

  beforeAll(async () => {
    await consul.start(folder);
    for (const [index, node] of ["node2", "node1", "node3"].entries()) {
      await consul.register({
        node,
        address: `10.0.0.${index}`,
        service: "wso2ei",
        tags: node === "node3" ? ["test"] : ["prod", "eu"],
        nodeMeta: { ssh_host_key: key, rack: "a" },
        serviceMeta: node === "node1" ? { server: "ei-1", ssh_port: "2222" } : {},
        check: node === "node2" ? "critical" : "passing",
      });
    }
  }, 20 * minute);

  afterAll(async () => {
    await consul.stop();
    rmSync(folder, { recursive: true });
  }, minute);

  it("gives the hosts of a service and a tag, in the order of their names", async () => {
    const { inventory, problems } = await groups({ groups: { ei: { service: "wso2ei", tag: "prod" } } });
    expect(problems).toEqual([]);
    expect(inventory.ei).toEqual([
      {
        name: "node1",
        address: "10.0.0.1",
        port: 2222,
        user: "ops",
        hostKey: key,
        variables: { rack: "a", server: "ei-1" },
      },
      { name: "node2", address: "10.0.0.0", port: 22, user: "ops", hostKey: key, variables: { rack: "a" } },
    ]);
  });

  it("leaves out instances whose checks fail, where that is asked for", async () => {
    const { inventory } = await groups({ groups: { ei: { service: "wso2ei", passingOnly: true } } });
    expect(inventory.ei?.map(({ name }) => name)).toEqual(["node1", "node3"]);
  });

  it("fails for a service that has no instance, and without a token finds none", async () => {
    const few = {
      propertyPath: "consul.groups.ei",
      reason: "has 0 hosts with service other; at least 1 are needed",
    };
    expect((await groups({ groups: { ei: { service: "other" } } })).problems).toEqual([few]);
    const unknown = groups({ token: undefined, groups: { ei: { service: "wso2ei" } } });
    expect((await unknown).problems).toHaveLength(1);
  });

  it("fails for a token that Consul does not know, and does not show it", async () => {
    const wrong = "11111111-2222-3333-4444-555555555555";
    await expect(groups({ token: wrong, groups: { ei: { service: "wso2ei" } } })).rejects.toThrow(
      /^Consul at (?!.*11111111).*answered 403/,
    );
  });
});
