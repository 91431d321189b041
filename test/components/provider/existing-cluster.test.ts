import { ExistingCluster } from "../../../components/provider/existing-cluster";
import type { ExistingClusterArgs } from "../../../components/provider/existing-cluster-args";
import { Mocks, runWithMocks } from "../../support/mocks";
import { createPrivateKey } from "../../support/ssh-key";

const hostKey = "ssh-ed25519 AAAA";
const inventory = `
app:
  hosts:
    app1: { address: 10.0.0.1, hostKey: ${hostKey} }
    app2: { address: 10.0.0.2, hostKey: ${hostKey}, variables: { backend: OTHER, server: two } }
lbservers:
  hosts:
    haproxy1: { address: 10.0.1.1, hostKey: ${hostKey} }
`;
const args: ExistingClusterArgs = {
  version: "2.0.0",
  inventory,
  group: "app",
  balancerGroup: "lbservers",
  backend: "PRD_app",
  sshPrivateKey: createPrivateKey(),
  services: [{ manager: "systemd", name: "app.service" }],
  readiness: { scheme: "tcp", port: 8080 },
  script: "true",
};
const stdinOf = (mocks: Mocks, name: string) => {
  const stdin = mocks.inputsOf("command:local:Command", name).stdin as { value?: string } | string;
  return JSON.parse(typeof stdin === "string" ? stdin : (stdin.value ?? ""));
};

it("registers the chain of a rolling group, below itself", async () => {
  const mocks = new Mocks();
  await runWithMocks(mocks, () => new ExistingCluster("shop", args));
  expect(mocks.resources()).toEqual(
    [
      ...["members", "floors", "heal", "end"].map((each) => `command:local:Command shop-${each}`),
      ...["app1", "app2"].flatMap((node) =>
        ["service", "membership"].map((each) => `command:local:Command shop-${node}-${each}`),
      ),
    ].sort(),
  );
});

it("hands on what the application is, under the names that HAProxy has for the nodes", async () => {
  const mocks = new Mocks();
  const distribution = { source: "file:///zips/app-{version}.zip", name: "app-{version}", owner: "app" };
  const service = {
    manager: "script",
    name: "app",
    script: "/opt/app/bin/app.sh",
    pidFile: "/run/app.pid",
  } as const;
  const page = { scheme: "https", port: 9443, path: "/health", host: "app.example.com" } as const;
  await runWithMocks(
    mocks,
    () =>
      new ExistingCluster("shop", { ...args, distribution, services: [service], readiness: page, files: [] }),
  );
  const members = stdinOf(mocks, "shop-members").nodes;
  expect(
    members.map(({ members: [member] }: { members: { backend: string; server: string }[] }) => member),
  ).toEqual([
    expect.objectContaining({ backend: "PRD_app", server: "app1", socketPath: "/run/haproxy/admin.sock" }),
    expect.objectContaining({ backend: "OTHER", server: "two" }),
  ]);
  expect(stdinOf(mocks, "shop-app1-service")).toMatchObject({
    version: "2.0.0",
    distribution: {
      source: "file:///zips/app-2.0.0.zip",
      name: "app-2.0.0",
      directory: "/opt/app",
      owner: "app",
    },
    services: [service],
    readiness: { ...page, expectStatus: 200 },
    change: { script: { text: "true", timeoutSec: 300 } },
  });
});

it("fails before anything is registered, with every problem by the name that the argument has", async () => {
  const mocks = new Mocks();
  const wrong: ExistingClusterArgs = {
    ...args,
    ...{ group: "nobody", backend: undefined, sshPrivateKey: "no key", batches: ["0"], logPath: "log" },
    services: [
      { manager: "systemd", name: "app" },
      { manager: "script", name: "other" },
    ],
    readiness: { scheme: "http", port: 0 },
    distribution: { source: "https://example.com/{version}.zip", name: "app", directory: "opt" },
  };
  const failed = await runWithMocks(mocks, () => new ExistingCluster("shop", wrong)).catch(String);
  const paths = String(failed).matchAll(/^ {2}(\S+): /gm);
  expect(Array.from(paths, ([, path]) => path)).toEqual([
    ...["group", "sshPrivateKey", "logPath", "services[0].name", "services[1].script", "services[1].pidFile"],
    ...["distribution.directory", "distribution.sha256"],
    ...["readiness.port", "readiness.path", "readiness.host"],
  ]);
  expect(mocks.registered).toEqual([]);
});

it.each([
  ["batches", { batches: ["0"] }, "batches[0]"],
  ["a backend that nobody names", { backend: undefined }, "backend"],
  ["a socket on TCP", { socketPath: "10.0.1.1:9999" }, "socketPath"],
  ["a group of balancers that is not there", { balancerGroup: "none" }, "balancerGroup"],
  ["an inventory that is none", { inventory: "app: [" }, "inventory"],
])("fails for %s", async (_, given, path) => {
  const failed = runWithMocks(new Mocks(), () => new ExistingCluster("shop", { ...args, ...given }));
  await expect(failed).rejects.toThrow(`  ${path}: `);
});
