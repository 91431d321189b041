import * as pulumi from "@pulumi/pulumi";
import { deployIntegrator } from "../../stacks/integrator";
import { readSettings } from "../../stacks/read-settings";
import type { Settings } from "../../stacks/settings";
import { clusterSettings } from "../support/cluster-settings";
import { Mocks, runWithMocks } from "../support/mocks";

jest.mock("../../components/program/last-deployment", () => ({
  lastDeployment: async () => ({ first: [], healTokens: {} }),
}));

const settings: Settings = {
  ...clusterSettings,
  system: "integrator",
  version: "4.3.0",
  ami: "debian-12-amd64-20250316-2053",
  host: "integrator.example.com",
  backend: "PRD_wso2ei",
};

const lookups = {
  "aws:ec2/getAmi:getAmi": { id: "ami-0debian" },
  "aws:index/getAvailabilityZones:getAvailabilityZones": { names: ["us-east-1a", "us-east-1b"] },
};

async function deployed(edge?: Settings["edge"]): Promise<Mocks> {
  const mocks = new Mocks(lookups);
  await runWithMocks(mocks, () => deployIntegrator({ ...settings, ...(edge ? { edge } : {}) }));
  return mocks;
}

/** What one has and the other has not. */
const beside = (one: Mocks, other: Mocks) => {
  const others = other.resources();
  return one.resources().filter((each) => !others.includes(each));
};

describe("wso2:edge", () => {
  afterEach(() => pulumi.runtime.setAllConfig({}));

  it("a classic one is what a stack without the key has", async () => {
    const [plain, named] = [await deployed(), await deployed({ kind: "classic" })];
    expect(named.resources()).toEqual(plain.resources());
    expect(plain.inputsOf("aws:elb/loadBalancer:LoadBalancer", "wso2-test")).toEqual(
      named.inputsOf("aws:elb/loadBalancer:LoadBalancer", "wso2-test"),
    );
  });

  it("one word makes it an application or a network one, and moves nothing else", async () => {
    const classic = await deployed();
    const gone = [
      "aws:elb/listenerPolicy:ListenerPolicy wso2-test-http",
      "aws:elb/listenerPolicy:ListenerPolicy wso2-test-https",
      "aws:elb/loadBalancer:LoadBalancer wso2-test",
      "aws:elb/loadBalancerPolicy:LoadBalancerPolicy wso2-test-stickiness",
      "aws:elb/loadBalancerPolicy:LoadBalancerPolicy wso2-test-tls",
      "command:local:Command wso2-test-certificate",
    ];
    const common = [
      "aws:lb/listener:Listener wso2-test-http",
      "aws:lb/listener:Listener wso2-test-https",
      "aws:lb/loadBalancer:LoadBalancer wso2-test",
      "aws:lb/targetGroup:TargetGroup wso2-test",
    ];
    const application = await deployed({ kind: "application", slowStartSec: 30 });
    expect([beside(classic, application), beside(application, classic)]).toEqual([gone, common]);
    const network = await deployed({ kind: "network" });
    expect([beside(classic, network), beside(network, classic)]).toEqual([
      gone,
      [...common, "aws:lb/targetGroup:TargetGroup wso2-test-http"],
    ]);
  });

  const configured = (edge: object) => () =>
    readSettings({
      ...{ system: "integrator", version: "4.3.0", nodeCount: "2", host: "integrator.example.com" },
      ...{ ami: settings.ami, haproxyAmi: settings.ami },
      ...{ clientCidrs: '["0.0.0.0/0"]', sshCidrs: '["10.42.0.0/16"]', edge: JSON.stringify(edge) },
    });

  it("is read, and what the kind can't have is refused by its key with the rest", () => {
    expect(configured({ kind: "application", slowStartSec: 60, deletionProtection: true })().edge).toEqual({
      ...{ kind: "application", slowStartSec: 60, deletionProtection: true },
    });
    expect(configured({ kind: "network", slowStartSec: 60, http: "redirect" })).toThrow(
      /wso2:edge\.http: .*can't redirect[\s\S]*wso2:edge\.slowStartSec: .*kind application/,
    );
    expect(configured({ slowStartSec: 60 })).toThrow(
      /wso2:edge\.slowStartSec: a classic load balancer has no/,
    );
    expect(configured({ kind: "alb" })).toThrow(/wso2:edge\.kind/);
  });
});
