import * as pulumi from "@pulumi/pulumi";
import { CertificateAuthority } from "../../../components/certificates/certificate-authority";
import { HaproxyTier, type HaproxyTierArgs } from "../../../components/haproxy/haproxy-tier";
import { MachineIdentity } from "../../../components/machines/machine-identity";
import { SshAccess } from "../../../components/machines/ssh-access";
import { Mocks, runWithMocks } from "../../support/mocks";

const check = {
  scheme: "https",
  path: "/health",
  host: "n.example",
  intervalSec: 2,
  fall: 3,
  rise: 2,
} as const;

/** Two machines, an API Manager's two nodes, and a third node that is in one of the backends alone. */
function createTier(change: Partial<HaproxyTierArgs> = {}): HaproxyTier {
  const access = new SshAccess("front");
  const authority = new CertificateAuthority("front", { commonName: "root" });
  const identity = (key: string) =>
    new MachineIdentity(`front-${key}`, { key, subnetId: "subnet-1", securityGroupIds: ["sg-1"], access });
  return new HaproxyTier("front", {
    instances: { haproxy1: { subnetId: "subnet-1" }, haproxy2: { subnetId: "subnet-2" } },
    servers: { node1: identity("node1"), node2: identity("node2"), gateway1: identity("gateway1") },
    backend: {
      name: "console",
      stickiness: { mode: "table", cookie: "JSESSIONID" },
      nodes: ["node1", "node2"],
      check,
    },
    backends: { gateway: { port: 8243, check } },
    frontends: { https: { port: 443, routes: [{ hosts: ["gw.example"], backend: "gateway" }] } },
    ...{ serverPort: 9443, serviceName: "n.example", host: "apim.example", authority, access },
    securityGroupIds: ["sg-2"],
    machine: { imageId: "ami-1", instanceType: "t3.small" },
    ...change,
  });
}

async function created(
  work: (tier: HaproxyTier) => unknown = () => undefined,
  change?: Partial<HaproxyTierArgs>,
) {
  const mocks = new Mocks();
  await runWithMocks(mocks, async () => {
    work(createTier(change));
    return {};
  });
  return mocks;
}

describe("a certificate that the tier did not make", () => {
  it("is shown with its chain and key, whatever their texts end with, and no other one is made", async () => {
    const certificate = {
      ...{ certificatePem: "leaf", chainPem: "intermediate\n", privateKeyPem: "key" },
      expiresAt: "2027-01-01T00:00:00Z",
    };
    const ends: pulumi.Output<string>[] = [];
    const mocks = await created((tier) => ends.push(tier.certificateExpiresAt), { certificate });
    const { stdin } = mocks.inputsOf("command:local:Command", "front-haproxy1-configuration");
    const { files } = JSON.parse((stdin as { value: string }).value);
    const [shown] = files.filter(({ path }: { path: string }) => path === "/etc/haproxy/frontend.pem");
    expect(shown.content).toBe("leaf\nintermediate\nkey\n");
    expect(mocks.resources().filter((each) => /LocallySignedCert/.test(each))).toEqual([]);
    expect(ends).toHaveLength(1);
  });
});

describe("a tier of several backends", () => {
  it("has each node as a member of each of its backends, on each machine, in secret", async () => {
    const members = new Map<string, string[]>();
    const secret: Promise<boolean>[] = [];
    await created((tier) => {
      for (const key of ["node1", "gateway1"]) {
        const found = tier.members({ key });
        secret.push(pulumi.isSecret(found));
        found.apply((all) => {
          const lines = all.map(({ balancer, server, ...rest }) => {
            const { backend, isFurther } = rest as { backend?: string; isFurther?: boolean };
            expect(rest.title).toBe(isFurther ? `${balancer} (${backend})` : undefined);
            return `${balancer} ${backend}/${server}${isFurther ? " further" : ""}`;
          });
          members.set(key, lines);
        });
      }
    });
    expect(members.get("node1")).toEqual([
      ...["haproxy1 console/node1", "haproxy1 gateway/node1 further"],
      ...["haproxy2 console/node1", "haproxy2 gateway/node1 further"],
    ]);
    expect(members.get("gateway1")).toEqual(["haproxy1 gateway/gateway1", "haproxy2 gateway/gateway1"]);
    expect(await Promise.all(secret)).toEqual([true, true]);
  });

  it("gives each machine the same configuration, with the others as its peers", async () => {
    const mocks = await created();
    const configOf = (key: string) => {
      const { stdin } = mocks.inputsOf("command:local:Command", `front-${key}-configuration`);
      return JSON.parse((stdin as { value: string }).value).config;
    };
    const [{ peers, ...first }, { peers: others, ...second }] = [configOf("haproxy1"), configOf("haproxy2")];
    expect(second).toEqual(first);
    expect(
      first.backends[0].servers.map(({ name, port }: { name: string; port: number }) => [name, port]),
    ).toEqual([
      ...[
        ["node1", 8243],
        ["node2", 8243],
        ["gateway1", 8243],
      ],
    ]);
    expect([peers.local, others.local]).toEqual(["haproxy1", "haproxy2"]);
    expect(others.machines).toEqual(peers.machines);
    expect(peers.machines).toEqual([
      { name: "haproxy1", address: "address-of-front-haproxy1" },
      { name: "haproxy2", address: "address-of-front-haproxy2" },
    ]);
    const request = mocks.registered.find(
      ({ type, inputs }) => type === "tls:index/certRequest:CertRequest" && Array.isArray(inputs.dnsNames),
    );
    expect(request?.inputs.dnsNames).toEqual(["apim.example", "gw.example"]);
  });

  it("fails with every problem before anything of it is registered", async () => {
    const frontends = { https: { port: 443, routes: [{ hosts: ["gw example"], backend: "gatway" }] } };
    const mocks = new Mocks();
    const work = runWithMocks(mocks, async () => {
      createTier({ frontends });
      return {};
    });
    await expect(work).rejects.toThrow(
      /frontends\.https\.routes\[0\]\.hosts: got "gw example".*\n.*frontends\.https\.routes\[0\]\.backend: got "gatway"/,
    );
    expect(mocks.registered.filter(({ name }) => /haproxy/.test(name))).toEqual([]);
  });
});
