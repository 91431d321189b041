import * as pulumi from "@pulumi/pulumi";
import type { LoadBalancerKind } from "../../components";
import { tierBehind } from "../../stacks/edge-balancer";
import { checkEdgeChange, kindsDuring } from "../../stacks/edge-kinds";
import { deployIntegrator } from "../../stacks/integrator";
import { readSettings } from "../../stacks/read-settings";
import type { Settings } from "../../stacks/settings";
import { Mocks, runWithMocks } from "../support/mocks";
import { beside, lookups, settings } from "./deploy-integrator";

jest.mock("../../components/program/last-deployment", () => ({
  lastDeployment: async () => ({ first: [], healTokens: {} }),
}));

async function deployed(edge?: Settings["edge"]): Promise<Mocks & { served?: unknown }> {
  const mocks = new Mocks(lookups);
  const { served } = await runWithMocks(mocks, () =>
    deployIntegrator({ ...settings, ...(edge ? { edge } : {}) }),
  );
  return Object.assign(mocks, { served });
}

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
    const made = (name: string) => [
      `aws:lb/listener:Listener ${name}-http`,
      `aws:lb/listener:Listener ${name}-https`,
      `aws:lb/loadBalancer:LoadBalancer ${name}`,
      `aws:lb/targetGroup:TargetGroup ${name}`,
    ];
    const application = await deployed({ kind: "application", slowStartSec: 30 });
    expect([beside(classic, application), beside(application, classic)]).toEqual([gone, made("wso2-test")]);
    const network = await deployed({ kind: "network" });
    const groupOf = "aws:lb/targetGroup:TargetGroup wso2-test-nlb";
    const opened = (ports: readonly number[]) =>
      ports.map(
        (port) =>
          `aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule wso2-test-haproxy-from-edge-${port}`,
      );
    expect([beside(classic, network).sort(), beside(network, classic).sort()]).toEqual([
      [...gone, ...opened([443, 80, 8405])].sort(),
      [...made("wso2-test-nlb"), `${groupOf}-http`, ...opened([444, 81, 8415])].sort(),
    ]);
  });

  it("one kind is kept beside another, each with a listener of its own on every HAProxy", async () => {
    const kept = await deployed({ kind: "network", keep: { kind: "application", slowStartSec: 60 } });
    const application = await deployed({ kind: "application", slowStartSec: 60 });
    expect(beside(application, kept)).toEqual([]);
    const group = "aws:lb/targetGroup:TargetGroup";
    expect(kept.inputsOf(group, "wso2-test")).toMatchObject({ port: 443, slowStart: 60 });
    expect(kept.inputsOf(group, "wso2-test-nlb")).toMatchObject({
      ...{ port: 444, proxyProtocolV2: true, healthCheck: { port: "8415" } },
    });
    expect(kept.served).toMatchObject({ edge: ["network", "application"] });
  });

  describe("a change of the kind", () => {
    const classicBefore = { trafficPort: 8253, caGeneration: 1 };
    const application = { kind: "application" } as const;

    it("keeps what only the kind before needs until the end of that deployment", () => {
      expect(kindsDuring({ kind: "network" }, { ...classicBefore, edge: ["application"] })).toEqual([
        "network",
        "application",
      ]);
      expect(kindsDuring({ kind: "network" }, { ...classicBefore, edge: ["network"] })).toEqual(["network"]);
      expect(kindsDuring(application, classicBefore)).toEqual(["application", "classic"]);
      expect(kindsDuring(application, undefined)).toEqual(["application"]);
    });

    it("fails in one step where the name is not the stack's own", () => {
      const [problem, ...more] = checkEdgeChange(application, classicBefore, undefined);
      expect(more).toEqual([]);
      expect(problem?.propertyPath).toBe("wso2:edge.kind");
      expect(problem?.reason).toContain("set wso2:edge.keep.kind to classic and run `pulumi up`");
    });

    it.each<[string, Settings["edge"], unknown, string | undefined]>([
      ["with a zone", application, classicBefore, "example.com"],
      ["in a first deployment", application, undefined, undefined],
      ["with the other one kept", { ...application, keep: { kind: "classic" } }, classicBefore, undefined],
      ["once the other one was kept", application, { edge: ["application", "classic"] }, undefined],
      ["of nothing", undefined, classicBefore, undefined],
    ])("is allowed %s", (_, edge, before, zone) => {
      expect(checkEdgeChange(edge, before, zone)).toEqual([]);
    });
  });

  it("tells HAProxy of each kind, and of both while both stand in front", () => {
    const ports = (kinds: LoadBalancerKind[]) =>
      Object.entries(tierBehind(kinds, {}).frontends ?? {}).map(([key, { port, acceptProxy = false }]) => [
        ...[key, port, acceptProxy],
      ]);
    expect(tierBehind(["classic", "application"], {})).toEqual({});
    const proxied = [
      ["proxied-http", 81, true],
      ["proxied-https", 444, true],
    ];
    expect(ports(["network"])).toEqual(proxied);
    expect(ports(["network", "application"])).toEqual([
      ["http", 80, false],
      ["https", 443, false],
      ...proxied,
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
    const keep = { kind: "network", slowStartSec: 60 };
    expect(configured({ kind: "network", keep })).toThrow(
      /wso2:edge\.keep\.slowStartSec: [\s\S]*wso2:edge\.keep\.kind: is network, as wso2:edge\.kind is/,
    );
  });
});
