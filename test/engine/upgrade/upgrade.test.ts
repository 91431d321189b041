import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type AwsApi, startAwsApi } from "../../../sandbox/aws-api";
import { deploy } from "../../../stacks/deploy";
import { openRecordedStack, type RecordedStack } from "./recorded-stack";

// The recorded balancers are gone, and nobody may ask the addresses that they had.
jest.mock("../../../components/program/read-status", () => ({
  readStatus: async () => ({ nodes: [], unreachable: [] }),
}));

/**
 * What an upgrade of the library alone does, by the version it comes from. A line here is a promise to users:
 * it says what runs again, and CHANGELOG.md says why. An update of a Command
 * prints what it printed before, unless `roll-command.ts` says otherwise: of those here the edges' look for a new
 * load balancer, and find none, and a HAProxy reloads.
 */
const changes: Readonly<Record<string, readonly string[]>> = {
  "0.1.0": [
    // The staged version is tried before anything stops: the plan says what with.
    "update command:local:Command wso2-dev-distribution",
    // Loads, without a gap, whom to believe of a client, and limits.
    "update command:local:Command wso2-dev-haproxy1-configuration",
    "update command:local:Command wso2-dev-haproxy2-configuration",
    // Sees that the listener has its certificate, which it has.
    "create command:local:Command wso2-dev-certificate",
    // A load balancer that is new gets its machines; here none is.
    "update command:local:Command wso2-dev-haproxy1-edge",
    "update command:local:Command wso2-dev-haproxy2-edge",
    // Refuses, when it is deleted, to delete every node of the group.
    "create command:local:Command wso2-dev-end",
    // The plan says more, and nothing runs: the membership finds the output that it had.
    "update command:local:Command wso2-dev-node1-service",
    "update command:local:Command wso2-dev-node2-service",
    "unsure command:local:Command wso2-dev-node1-membership",
    "unsure command:local:Command wso2-dev-node2-membership",
  ],
};

let cloudDir: string;
let api: AwsApi;
beforeAll(async () => {
  cloudDir = await mkdtemp(join(tmpdir(), "upgrade-cloud-"));
  api = await startAwsApi({ stateDir: cloudDir, log: () => {} });
}, 900_000);
afterAll(async () => {
  await api.stop();
  await rm(cloudDir, { recursive: true, force: true });
});

describe.each(Object.keys(changes))("an upgrade of the library from %s", (version) => {
  let stack: RecordedStack;
  let steps: string[];
  beforeAll(async () => {
    const env = { AWS_ENDPOINT_URL: api.endpoint, AWS_REGION: "us-east-1", AWS_ACCESS_KEY_ID: "test" };
    stack = await openRecordedStack(version, { ...env, AWS_SECRET_ACCESS_KEY: "test" }, deploy);
    steps = await stack.preview();
  }, 240_000);
  afterAll(() => stack.remove());

  it("replaces and removes nothing", () => {
    expect(steps.filter((step) => /replace|^delete/.test(step))).toEqual([]);
  });

  it("changes exactly what is listed here", () => {
    expect([...steps].sort()).toEqual([...(changes[version] ?? [])].sort());
  });

  it("still rolls what a new version of the product makes it roll", async () => {
    const rolled = await stack.preview({ "wso2:version": "4.4.0" });
    for (const node of ["node1", "node2"]) {
      expect(rolled).toContain(`replace command:local:Command wso2-dev-${node}-service`);
      expect(rolled).toContain(`unsure command:local:Command wso2-dev-${node}-membership`);
    }
    expect(rolled.filter((step) => /replace aws:/.test(step))).toEqual([]);
  }, 240_000);
});
