import { deployHosts } from "../../stacks/hosts";
import { readHostsSettings } from "../../stacks/read-hosts-settings";
import { Mocks, runWithMocks } from "../support/mocks";
import { createPrivateKey } from "../support/ssh-key";

const sshPrivateKey = createPrivateKey();

jest.mock("../../components/program/last-deployment", () => ({
  lastDeployment: async () => ({ first: [], healTokens: {} }),
}));

const key = "ssh-ed25519 AAAA";
const inventory = {
  wso2ei: {
    variables: { backend: "PRD_wso2ei" },
    hosts: {
      node1: { address: "10.0.0.1", hostKey: key, variables: { server: "ei-1" } },
      node2: { address: "10.0.0.2", hostKey: key },
    },
  },
  lbservers: {
    hosts: {
      haproxy1: { hostKey: key, variables: { socket_path: "/var/lib/haproxy/stats" } },
      haproxy2: { hostKey: key },
    },
  },
};

const values: Record<string, string> = {
  system: "hosts",
  version: "2.0",
  inventory: JSON.stringify(inventory),
  sshPrivateKey,
  group: "wso2ei",
  balancerGroup: "lbservers",
  files: JSON.stringify([{ path: "/etc/app.conf", content: "node={{node}} secret=hunter2" }]),
  services: JSON.stringify([{ manager: "monit", name: "app" }]),
  readiness: JSON.stringify({ scheme: "http", port: 8080, path: "/health", host: "app.internal" }),
  ports: "[8080]",
  afterNode: JSON.stringify([{ name: "smoke test", command: "curl", on: "operator", timeoutSec: 10 }]),
};

async function deployed(change: Record<string, string> = {}): Promise<Mocks> {
  const mocks = new Mocks();
  await runWithMocks(mocks, () => deployHosts(readHostsSettings({ ...values, ...change })));
  return mocks;
}

/** What a command was told. */
function planOf(mocks: Mocks, name: string): Record<string, unknown> {
  const { stdin } = mocks.inputsOf("command:local:Command", name) as { stdin: { value: string } | string };
  return JSON.parse(typeof stdin === "string" ? stdin : stdin.value) as Record<string, unknown>;
}

describe("system hosts", () => {
  it("registers commands and nothing else: no AWS", async () => {
    expect((await deployed()).resources()).toEqual(
      ["members", "floors", "heal", "end"]
        .concat(["node1-membership", "node1-service", "node2-membership", "node2-service"])
        .map((name) => `command:local:Command wso2-test-${name}`)
        .sort(),
    );
  });

  it("calls hosts on balancers by their variables, and on each socket", async () => {
    const { members, before } = planOf(await deployed(), "wso2-test-node1-membership");
    expect(before).toBeUndefined();
    expect(members).toEqual(
      [
        ["haproxy1", "/var/lib/haproxy/stats"],
        ["haproxy2", "/run/haproxy/admin.sock"],
      ].map(([balancer, socketPath]) => ({
        kind: "haproxy",
        balancer,
        ssh: {
          name: balancer,
          host: balancer,
          port: 22,
          user: "root",
          privateKey: sshPrivateKey,
          hostKey: key,
        },
        socketPath,
        backend: "PRD_wso2ei",
        server: "ei-1",
      })),
    );
  });

  it("tells a node's start what to change, the smoke test, and how to leave where it serves already", async () => {
    const plan = planOf(await deployed(), "wso2-test-node2-service");
    expect(plan).toMatchObject({
      version: "2.0",
      services: [{ manager: "monit", name: "app" }],
      change: {
        files: [{ path: "/etc/app.conf", content: "node=node2 secret=hunter2" }],
        environment: { WSO2_NODE: "node2", WSO2_VERSION: "2.0", VAR_BACKEND: "PRD_wso2ei" },
      },
      readiness: { scheme: "http", port: 8080, path: "/health", host: "app.internal", expectStatus: 200 },
      leave: { node: "node2", floor: { maxUnavailable: 1 } },
      after: {
        hooks: [{ name: "smoke test", command: "curl", on: "operator", timeoutSec: 10 }],
        context: {
          label: "node2",
          environment: { WSO2_NODE: "node2", WSO2_ADDRESS: "10.0.0.2", WSO2_VERSION: "2.0" },
        },
      },
    });
  });

  it.each<[string, Record<string, string>, string]>([
    [
      "a group that there is not",
      { group: "wso2mi" },
      'wso2:group: got "wso2mi"; a group with hosts is needed, there are: wso2ei, lbservers',
    ],
    [
      "hosts without a backend",
      { inventory: JSON.stringify({ ...inventory, wso2ei: { hosts: { node1: { hostKey: key } } } }) },
      'wso2:backend: is needed and not set, as host node1 has no variable "backend"',
    ],
    [
      "two nodes with one server line",
      {
        inventory: JSON.stringify({
          ...inventory,
          wso2ei: {
            variables: { backend: "PRD_wso2ei", server: "ei-1" },
            hosts: { node1: { hostKey: key }, node2: { hostKey: key } },
          },
        }),
      },
      "variable server: is PRD_wso2ei/ei-1 for node1 and for node2; each node needs a server line of its own",
    ],
    [
      "a server address that is none",
      {
        inventory: JSON.stringify({
          ...inventory,
          wso2ei: {
            hosts: { node1: { hostKey: key, variables: { backend: "b", server_address: "10.0.0.1:80" } } },
          },
        }),
      },
      'variable server_address: got "10.0.0.1:80" for node1; a host name or an IP address is needed',
    ],
    [
      "an inventory that is not there",
      { inventory: "no/such.yaml" },
      'wso2:inventory: got "no/such.yaml"; ENOENT',
    ],
    ["nothing to change", { files: "[]" }, "nothing would be changed"],
    [
      "a placeholder that stands for nothing",
      { logPath: "/var/{{variables.app}}.log" },
      "logPath: {{variables.app}} stands for nothing on node1",
    ],
    [
      "a pack without its folder",
      { pack: "https://x/y.zip" },
      "wso2:packFolder: wso2:pack and wso2:packFolder are needed together",
    ],
    [
      "a manager that there is not",
      { services: '[{"manager":"runit","name":"x"}]' },
      "wso2:services.0.manager: got",
    ],
    ["no machines at all", { inventory: "" }, "wso2:inventory"],
  ])("fails for %s, before anything is registered", async (_, change, reason) => {
    const mocks = new Mocks();
    const run = runWithMocks(mocks, () => deployHosts(readHostsSettings({ ...values, ...change })));
    await expect(run).rejects.toThrow(reason);
    expect(mocks.registered.filter(({ type }) => type.startsWith("command:"))).toEqual([]);
  });

  it("fails without showing a secret", () => {
    const wrong = {
      ...values,
      files: JSON.stringify([{ path: "x", content: "hunter2" }]),
      sshKeys: '"hunter2"',
    };
    expect(() => readHostsSettings(wrong)).toThrow(/wso2:sshKeys: got \[secret\]/);
    expect(() => readHostsSettings(wrong)).not.toThrow(/hunter2/);
  });

  it.each([
    [{ inventory: JSON.stringify({ a: { hosts: ["hunter2"] } }) }, "inventory.a.hosts: got a list of 1"],
    [
      { inventory: "a:\n  hosts:\n    one: { variables: { p: [hunter2] } }\n" },
      "variables.p: got a list of 1",
    ],
    [
      {
        services:
          '[{"manager":"script","name":"x","script":"/x","pidFile":"/p","environment":{"P":["hunter2"]}}]',
      },
      "[secret]",
    ],
    [{ readiness: '{"scheme":"ftp","host":"hunter2"}' }, "wso2:readiness.scheme: got"],
    [{ pack: "ftp://me:hunter2@host/x.zip?sig=hunter2" }, 'got "ftp://[secret]@host/x.zip?[secret]"'],
    [{ afterNode: '[{"name":"x","command":["hunter2"],"on":"node","timeoutSec":1}]' }, "got [secret]"],
    [{ ports: '"hunter2\\nhunter2"' }, "wso2:ports: got text of 15 characters"],
    [{ owner: "a b" }, 'wso2:owner: got "a b"; a user\'s name, without blanks and quotes is needed'],
  ])("fails for %j without showing what may be secret in it", async (change, reason) => {
    const run = runWithMocks(new Mocks(), async () =>
      deployHosts(readHostsSettings({ ...values, ...change })),
    );
    const message = await run.then(
      () => "",
      (error: Error) => error.message,
    );
    expect(message).toContain(reason);
    expect(message).not.toContain("hunter2");
  });
});
