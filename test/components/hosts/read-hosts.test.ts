import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { readHosts } from "../../../components/hosts/read-hosts";

/** Speaks as much of Consul's documented HTTP API as is asked for; the real agent is in the system tests. */
describe("readHosts with Consul's HTTP API", () => {
  let server: Server;
  let address = "";
  const asked: string[] = [];
  const key = "ssh-ed25519 AAAA";
  const catalog = [
    {
      Node: "node1",
      Address: "10.0.0.1",
      ServiceID: "ei",
      ServiceAddress: "",
      ServicePort: 1,
      ServiceMeta: { ssh_host_key: key },
    },
  ];
  const health = [
    {
      Node: { Node: "node2", Address: "10.0.0.2", Meta: { ssh_host_key: key } },
      Service: { ID: "ei", Address: "10.9.0.2", Port: 1, Meta: { server: "ei-2" } },
    },
  ];

  beforeAll(async () => {
    server = createServer((request: IncomingMessage, response) => {
      asked.push(`${request.url} ${request.headers["x-consul-token"] ?? ""}`.trim());
      if (request.url?.includes("forbidden")) response.writeHead(403).end("Permission denied: token lacks");
      else response.end(JSON.stringify(request.url?.startsWith("/v1/health") ? health : catalog));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });

  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  const defaults = { user: "ops", keys: [] };

  it("reads groups by service and tag, with the token, beside those of a file", async () => {
    const inventory = { lbservers: { hosts: { haproxy1: { hostKey: key } } } };
    const groups = {
      all: { service: "ei", tag: "prod" },
      healthy: { service: "ei", passingOnly: true, user: "admin" },
    };
    const { inventory: read, problems } = await readHosts(
      { inventory, consul: { address, token: "s3cr3t", groups } },
      defaults,
    );
    expect(problems).toEqual([]);
    const flat = Object.entries(read).flatMap(([group, hosts]) =>
      hosts.map(({ name, user, address: at }) => `${group} ${user}@${name} ${at}`),
    );
    expect(flat).toEqual([
      "lbservers ops@haproxy1 haproxy1",
      "all ops@node1 10.0.0.1",
      "healthy admin@node2 10.9.0.2",
    ]);
    expect(asked.sort()).toEqual([
      "/v1/catalog/service/ei?tag=prod s3cr3t",
      "/v1/health/service/ei?passing=true s3cr3t",
    ]);
  });

  it("fails for fewer hosts than there must be, and for a group that the file has too", async () => {
    const inventory = { ei: { hosts: { node9: { hostKey: key } } } };
    const groups = { ei: { service: "ei", minHosts: 3 } };
    const { problems } = await readHosts({ inventory, consul: { address, groups } }, defaults);
    expect(problems.map(({ reason }) => reason)).toEqual([
      "has 1 hosts with service ei; at least 3 are needed",
      "is a group of the inventory, too; give one of them another name",
    ]);
  });

  it("fails with what Consul said, without the token", async () => {
    const groups = { ei: { service: "forbidden" } };
    await expect(readHosts({ consul: { address, token: "s3cr3t", groups } }, defaults)).rejects.toThrow(
      `Consul at ${address}: GET /v1/catalog/service/forbidden answered 403 Forbidden: Permission denied: token lacks`,
    );
    const nowhere = { address: "http://127.0.0.1:1", token: "s3cr3t", groups };
    await expect(readHosts({ consul: nowhere }, defaults)).rejects.toThrow(
      /^Consul at http:\/\/127.0.0.1:1: (?!.*s3cr3t).*ECONNREFUSED/,
    );
  });
});
