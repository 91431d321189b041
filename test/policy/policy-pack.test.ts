import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { parse } from "yaml";
import { packageRoot } from "../../sandbox/paths";
import { deploy } from "../../stacks/deploy";
import { Mocks, runWithMocks } from "../support/mocks";
import { type Judged, recordRegistrations } from "./judged";
import { Pack } from "./pack";

// The real pack, started by the SDK's own runner and asked over gRPC as the engine asks it. What it judges are the
// registrations of each stack file's program against mocks: inputs, options and dependencies are as on the wire;
// no engine and no AWS is in it, so what AWS would fill in is not there.
jest.mock("../../components/program/last-deployment", () => ({
  lastDeployment: async () => ({ first: [], healTokens: {} }),
}));

const lookups = {
  "aws:ec2/getAmi:getAmi": { id: "ami-0debian" },
  "aws:index/getAvailabilityZones:getAvailabilityZones": {
    names: ["us-east-1a", "us-east-1b", "us-east-1c"],
  },
};

async function recordStack(file: string, change: Record<string, string> = {}): Promise<Judged[]> {
  const { config } = parse(readFileSync(join(packageRoot, file), "utf8")) as {
    config: Record<string, unknown>;
  };
  const texts = Object.entries(config).map(([key, value]) => [
    key,
    typeof value === "string" ? value : JSON.stringify(value),
  ]);
  pulumi.runtime.setAllConfig({ ...Object.fromEntries(texts), ...change });
  try {
    return await recordRegistrations(() => runWithMocks(new Mocks(lookups), deploy));
  } finally {
    pulumi.runtime.setAllConfig({});
  }
}

let pack: Pack;
const stacks: Record<string, Judged[]> = {};
beforeAll(async () => {
  pack = await Pack.open();
  stacks.dev = await recordStack("Pulumi.dev.yaml");
  stacks.prod = await recordStack("Pulumi.prod.yaml");
  const carbon = { "wso2:system": "app-server", "wso2:version": "4.9.27" };
  stacks["app-server"] = await recordStack("Pulumi.prod.yaml", carbon);
  const both = { "wso2:system": "sso", "wso2:version": "4.5.0", "wso2:identityVersion": "7.1.0" };
  stacks.sso = await recordStack("Pulumi.prod.yaml", {
    ...both,
    "wso2:nodeCount": "2",
    "wso2:apart": "true",
  });
});
afterAll(() => pack.close());

it.each(["dev", "prod", "app-server", "sso"])("stack %s violates no rule", async (name) => {
  const resources = stacks[name] ?? [];
  expect(resources.length).toBeGreaterThan(60);
  expect(await pack.judge(resources)).toEqual([]);
});

/** One resource of the dev stack that is made worse. */
function worse(type: string, name: string, change: (resource: Judged) => void): Judged[] {
  const resources = structuredClone(stacks.dev ?? []);
  const found = resources.find((each) => each.type.endsWith(`:${type}`) && each.name === name);
  if (!found) throw new Error(`no ${type} ${name}`);
  change(found);
  return resources;
}
const set = (props: Judged["props"]) => (resource: Judged) => {
  Object.assign(resource.props, props);
};

const ssh = "wso2-test-nodes-from-operators-22-10.41.0.0/16";
const https = "wso2-test-edge-from-clients-443-0.0.0.0/0";
const rule = "SecurityGroupIngressRule";
const closed = "closed-to-everybody";
const noTls =
  "tls-at-the-edge wso2-test: port 443 has no listener policy with ELBSecurityPolicy-TLS-1-2-2017-01: AWS's default allows TLS 1.0";
const encode = (text: string) => Buffer.from(text).toString("base64");

it.each<[string, string, string, (resource: Judged) => void, string]>([
  [
    "SSH open to everybody",
    rule,
    ssh,
    set({ cidrIpv4: "0.0.0.0/0" }),
    `${closed} ${ssh}: open to everybody: tcp 22 to 22, of a group that no load balancer has; name the ranges or the group that may`,
  ],
  [
    "the same over IPv6",
    rule,
    ssh,
    set({ cidrIpv4: null, cidrIpv6: "::/0" }),
    `${closed} ${ssh}: open to everybody: tcp 22 to 22, of a group that no load balancer has; name the ranges or the group that may`,
  ],
  [
    "port 443 of the nodes open to everybody",
    rule,
    ssh,
    set({ cidrIpv4: "0.0.0.0/0", fromPort: 443, toPort: 443 }),
    `${closed} ${ssh}: open to everybody: tcp 443 to 443, of a group that no load balancer has; name the ranges or the group that may`,
  ],
  [
    "another port of the edge",
    rule,
    https,
    set({ toPort: 8443 }),
    `${closed} ${https}: open to everybody: tcp 443 to 8443; name the ranges or the group that may`,
  ],
  [
    "an opening that is written into the group",
    "SecurityGroup",
    "wso2-test-haproxy",
    set({ ingress: [{ protocol: "-1", fromPort: 0, toPort: 0, ipv6CidrBlocks: ["::/0"] }] }),
    `${closed} wso2-test-haproxy: open to everybody: -1 0 to 0, of a group that no load balancer has; name the ranges or the group that may`,
  ],
  [
    "IMDSv1",
    "Instance",
    "wso2-test-node1",
    set({ metadataOptions: { httpTokens: "optional" } }),
    'imds-v2 wso2-test-node1: metadataOptions.httpTokens is optional; "required" is needed',
  ],
  [
    "a root volume that is not encrypted",
    "Instance",
    "wso2-test-haproxy1",
    set({ rootBlockDevice: { volumeSize: 20 } }),
    "encrypted-root-volume wso2-test-haproxy1: rootBlockDevice.encrypted is undefined; true is needed",
  ],
  [
    "a password in user data",
    "Instance",
    "wso2-test-node1",
    set({ userData: "#!/bin/sh\nexport DB_PASSWORD=hunter2hunter2\n" }),
    "no-secret-in-user-data wso2-test-node1: user data looks as if it held a password; bring it over SSH",
  ],
  [
    "a key in encoded user data",
    "Instance",
    "wso2-test-node1",
    set({ userDataBase64: encode("cat <<END\n-----BEGIN RSA PRIVATE KEY-----\n") }),
    "no-secret-in-user-data wso2-test-node1: user data looks as if it held a private key; bring it over SSH",
  ],
  [
    "an older TLS policy",
    "LoadBalancerPolicy",
    "wso2-test-tls",
    set({
      policyAttributes: [{ name: "Reference-Security-Policy", value: "ELBSecurityPolicy-2016-08" }],
    }),
    noTls,
  ],
  [
    "a listener without a TLS policy",
    "ListenerPolicy",
    "wso2-test-https",
    ({ madeOf }) => {
      madeOf.policyNames = [];
    },
    noTls,
  ],
  [
    "plain text on 443",
    "LoadBalancer",
    "wso2-test",
    set({ listeners: [{ lbPort: 443, lbProtocol: "http", instancePort: 443, instanceProtocol: "http" }] }),
    "tls-at-the-edge wso2-test: port 443 speaks http; https or ssl is needed",
  ],
  [
    "requests in flight that are cut",
    "LoadBalancer",
    "wso2-test",
    set({ connectionDraining: false }),
    "drains wso2-test: connectionDraining is false; true is needed",
  ],
  [
    "zones that don't share",
    "LoadBalancer",
    "wso2-test",
    set({ crossZoneLoadBalancing: false }),
    "cross-zone wso2-test: crossZoneLoadBalancing is false; true is needed",
  ],
  [
    "a node that would join before it has left",
    "Command",
    "wso2-test-node1-membership",
    (resource) => {
      resource.deleteBeforeReplace = false;
    },
    "leaves-before-it-joins wso2-test-node1-membership: deleteBeforeReplace is not set",
  ],
])("refuses %s", async (_, type, name, change, violation) => {
  expect(await pack.judge(worse(type, name, change))).toEqual([violation]);
});

it.each([
  ["HTTPS", "ELBSecurityPolicy-TLS13-1-2-2021-06", true],
  ["TLS", "ELBSecurityPolicy-TLS-1-2-Ext-2018-06", true],
  ["HTTPS", "ELBSecurityPolicy-TLS13-1-0-2021-06", false],
  ["HTTPS", null, false],
  ["HTTP", null, true],
])("judges an ALB's listener: %s with %s is fine: %s", async (protocol, sslPolicy, isFine) => {
  const listener = {
    ...{
      type: "aws:lb/listener:Listener",
      name: "own",
      urn: "urn:pulumi:dev::wso2::aws:lb/listener:Listener::own",
    },
    ...{ props: { protocol, sslPolicy }, deleteBeforeReplace: false, madeOf: {} },
  };
  expect((await pack.judge([listener])).map((each) => each.split(" ")[0])).toEqual(
    isFine ? [] : ["tls-at-the-edge"],
  );
});
