import { deployApiManager } from "../../stacks/api-manager";
import { deployAppServer } from "../../stacks/app-server";
import { deployIntegrator } from "../../stacks/integrator";
import { readApiManagerSettings } from "../../stacks/read-api-manager-settings";
import { readAppServerSettings, readSettings } from "../../stacks/read-settings";
import { apiManagerSettings, pairs } from "../support/api-manager-settings";
import { clusterSettings } from "../support/cluster-settings";
import { Mocks, runWithMocks } from "../support/mocks";
import { settings as integratorSettings, lookups } from "./deploy-integrator";

jest.mock("../../components/program/last-deployment", () => ({
  lastDeployment: async () => ({ first: [], healTokens: {} }),
}));

const appServerSettings = {
  ...{ ...clusterSettings, system: "app-server", version: "4.9.1-m1", ami: "ami-0fixed" },
  host: "console.example.com",
};

/** Every system that has a HAProxy tier, from what the stack file says. */
const systems = {
  integrator: (change: object) => deployIntegrator(readSettings(pairs({ ...integratorSettings, ...change }))),
  "app-server": (change: object) =>
    deployAppServer(readAppServerSettings(pairs({ ...appServerSettings, ...change }))),
  "api-manager": (change: object) =>
    deployApiManager(readApiManagerSettings(pairs({ ...apiManagerSettings, ...change }))),
} as const;
const names = Object.keys(systems) as (keyof typeof systems)[];

async function deployed(system: keyof typeof systems, change: object = {}): Promise<Mocks> {
  const mocks = new Mocks(lookups);
  await runWithMocks(mocks, async () => void (await systems[system](change)));
  return mocks;
}

const planOf = (mocks: Mocks) => {
  const { stdin } = mocks.inputsOf("command:local:Command", "wso2-test-haproxy1-configuration");
  return JSON.parse((stdin as { value: string }).value);
};

/** Why none is registered. */
async function refusal(system: keyof typeof systems, change: object): Promise<string> {
  const mocks = new Mocks(lookups);
  const failed = await runWithMocks(mocks, async () => systems[system](change)).then(
    () => "",
    (error: Error) => error.message,
  );
  expect(mocks.registered).toEqual([]);
  return failed;
}

describe.each(names)("what HAProxy does with traffic, in system %s", (system) => {
  it("is what the keys say, and nothing else changes", async () => {
    const [plain, asked] = [
      await deployed(system, { edge: { kind: "network" } }),
      await deployed(system, {
        edge: { kind: "network" },
        clientLimits: { requests: 500, perSec: 60, connections: 40 },
        timeLimits: { trafficSec: 120, paths: { "/api/am/publisher": 300, "/api": 200 } },
        syslog: { address: "10.9.0.5", port: 1514 },
        ...{ checkFall: 5, checkRise: 4, maxConnections: 5000, hstsSec: 600, hstsSubdomains: true },
      }),
    ];
    expect(asked.resources()).toEqual(plain.resources());
    const [before, { config }] = [planOf(plain), planOf(asked)];
    const limits = { requests: 500, perSec: 60, connections: 40 };
    const timeouts = [
      { paths: ["/api"], timeoutSec: 200 },
      { paths: ["/api/am/publisher"], timeoutSec: 300 },
    ];
    const slower = (backend: { check: object }) => ({
      ...{ ...backend, timeouts },
      check: { ...backend.check, fall: 5, rise: 4 },
    });
    const hsts = { maxAgeSec: 600, includeSubdomains: true };
    expect(config).toEqual({
      ...before.config,
      frontends: before.config.frontends.map((frontend: object) => ({
        ...{ ...frontend, limits, hsts, redirectToHttps: true },
      })),
      backend: slower(before.config.backend),
      ...(before.config.backends ? { backends: before.config.backends.map(slower) } : {}),
      ...{ trafficTimeoutSec: 120, hardStopAfterSec: 300, maxConnections: 5000 },
      ...{ syslog: { address: "10.9.0.5", port: 1514 }, ciphers: "intermediate" },
    });
  });

  it("keeps sessions in a table that the machines share by a port of their own", async () => {
    const plain = await deployed(system);
    const asked = await deployed(system, { stickiness: { mode: "table", cookie: "SESSION", size: 5000 } });
    const rule = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule wso2-test-haproxy-among-8407";
    expect(asked.resources()).toEqual([...plain.resources(), rule].sort());
    const { config } = planOf(asked);
    const stickiness = { mode: "table", cookie: "SESSION", size: 5000 };
    const withSessions = [config.backend, ...(config.backends ?? [])].filter((each) => each.stickiness);
    expect(withSessions).toHaveLength(system === "api-manager" ? 2 : 1);
    for (const backend of withSessions) expect(backend).toMatchObject({ stickiness });
    expect(config.backend.stickyCookie).toBeUndefined();
    expect(config.peers).toMatchObject({ port: 8407, local: "haproxy1" });
    // The load balancer keeps a client on its HAProxy by the same cookie.
    const policy = asked.inputsOf("aws:elb/loadBalancerPolicy:LoadBalancerPolicy", "wso2-test-stickiness");
    expect(JSON.stringify(policy)).toContain('"SESSION"');
  });

  it.each<[string, object, RegExp]>([
    [
      "a table's words elsewhere",
      { stickiness: { mode: "prefix", size: 10 } },
      /wso2:stickiness\.size: is of mode table alone; wso2:stickiness\.mode is prefix/,
    ],
    [
      "the application's cookie in HAProxy's place",
      { stickiness: { mode: "insert", cookie: "JSESSIONID" } },
      /wso2:stickiness\.cookie: got JSESSIONID, the application's own/,
    ],
    ["a cookie that nobody reads", { stickiness: { mode: "none", cookie: "A" } }, /wso2:stickiness\.cookie/],
    ["another way", { stickiness: { mode: "source" } }, /wso2:stickiness\.mode: got "source"; .*prefix/],
    [
      "a limit of connections that are the load balancer's",
      { edge: { kind: "application" }, clientLimits: { connections: 10 } },
      /wso2:clientLimits\.connections: would limit nobody: .*application load balancer's own/,
    ],
    [
      "the same said twice",
      { clientRequests: 5, clientLimits: { requests: 5 } },
      /wso2:clientLimits\.requests: is set, and so is wso2:clientRequests/,
    ],
    ["names below without a time", { hstsSubdomains: true }, /wso2:hstsSubdomains: is set, and wso2:hstsSec/],
    ["a check that never counts", { checkFall: 0 }, /wso2:checkFall: got 0/],
    ["seconds of nothing", { clientLimits: { perSec: 5 } }, /wso2:clientLimits\.perSec: is set without/],
    [
      "more patience than the load balancer has",
      { edge: { kind: "application" }, timeLimits: { paths: { "/api": 900 } } },
      /wso2:timeLimits\.paths\["\/api"\]: got 900; the application load balancer .* after 60 s .*set wso2:edge\.idleTimeoutSec to 900/,
    ],
    [
      "more than anybody can set",
      { edge: { kind: "network" }, timeLimits: { trafficSec: 600 } },
      /wso2:timeLimits\.trafficSec: got 600; the network load balancer .* after 350 s .*nobody can change/,
    ],
    [
      "more than the one that is kept has",
      {
        edge: { kind: "application", idleTimeoutSec: 900, keep: { kind: "classic" } },
        timeLimits: { trafficSec: 600 },
      },
      /wso2:timeLimits\.trafficSec: got 600; the classic .*wso2:edge\.keep\.idleTimeoutSec/,
    ],
    ["a path that is none", { timeLimits: { paths: { api: 5 } } }, /wso2:timeLimits\.paths\.api/],
    ["a server by its name", { syslog: { address: "logs.example.com" } }, /wso2:syslog\.address: .*IPv4/],
    ["a key that is none", { syslog: { address: "10.0.0.1", host: "x" } }, /wso2:syslog\.host: is not known/],
  ])("fails for %s before anything is registered", async (_, change, reason) => {
    expect(await refusal(system, change)).toMatch(reason);
  });
});

describe("what HAProxy does with traffic, in any system", () => {
  it.each([
    ["insert", { mode: "insert" }, { mode: "insert", cookie: "SRV" }],
    ["none", { mode: "none" }, undefined],
  ])("keeps them by %s", async (_, stickiness, expected) => {
    const { config } = planOf(await deployed("integrator", { stickiness }));
    expect([config.backend.stickiness, config.backend.stickyCookie]).toEqual([expected, undefined]);
  });

  it("waits as long as a load balancer that was told to", async () => {
    const edge = { kind: "application", idleTimeoutSec: 900 };
    const mocks = await deployed("integrator", { edge, timeLimits: { paths: { "/api": 900 } } });
    expect(planOf(mocks).config.backend.timeouts).toEqual([{ paths: ["/api"], timeoutSec: 900 }]);
    expect(mocks.inputsOf("aws:lb/loadBalancer:LoadBalancer", "wso2-test")).toMatchObject({
      idleTimeout: 900,
    });
  });
});
