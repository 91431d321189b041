import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { planAppServer } from "../../components/nodes/app-server/plan-app-server";
import { planService } from "../../components/nodes/plan-service";
import type { ServicePlan } from "../../components/nodes/service-plan";
import type { Plans } from "../../components/program/plans";
import { planLimits } from "../../components/rolling/limits";
import type { MembershipPlan } from "../../components/rolling/membership/plans";
import type { ElbSettings } from "../../components/wso2-elb/elb-config";
import type { Wso2ElbMember } from "../../components/wso2-elb/elb-member";
import { planElb } from "../../components/wso2-elb/plan-elb";
import { ensurePack } from "../carbon";
import { renderElbConfig } from "../elb/render-elb-config";
import { Fleet } from "./fleet";
import { createTlsFiles, type TlsFiles } from "./tls-files";

export const elbs = ["elb1", "elb2"] as const;
export const appServers = ["as1", "as2"] as const;

/** The source's own name. */
export const host = "management.appserver.ec2-test.wso2.com";
const domain = "wso2.appserver.domain";
const versions = { elb: "2.0.3", appServer: "5.1.0" };

const settings: ElbSettings = {
  hostname: "elb.ec2-test.wso2.com",
  services: [{ name: "appserver", domains: [{ name: domain, hosts: [host], subDomain: "mgt" }] }],
};

/** Machines of the source: two WSO2 ELB, two Application Servers, as stand-ins. */
export class ElbCluster {
  readonly fleet = new Fleet([...elbs, ...appServers, "edge"]);
  private tls: TlsFiles | undefined;
  private readonly packs = new Map<string, string>();

  async create(): Promise<void> {
    this.tls = await createTlsFiles(this.fleet.folder, host);
    const silent = () => undefined;
    this.packs.set("elb", await ensurePack("wso2elb", versions.elb, silent));
    this.packs.set("appServer", await ensurePack("wso2as", versions.appServer, silent));
    await this.fleet.boot();
  }

  /** The root that has signed what the ELBs show. */
  get caFile(): string {
    return join(this.fleet.folder, "ca.pem");
  }

  /** The classic ELB of the source, in front of both: its data plane, as the sandbox has it. */
  async startEdge(): Promise<string> {
    const members = elbs.map((name) => ({ instanceId: name, address: this.fleet.address(name), zone: "a" }));
    const config = renderElbConfig({
      ...{ name: "ec2-test", dnsName: "ec2-test", subnetIds: [], members, crossZone: true },
      listeners: [
        {
          port: 80,
          protocol: "HTTP",
          instancePort: 80,
          instanceProtocol: "HTTP",
          stickyCookie: "JSESSIONID",
        },
      ],
      healthCheck: {
        ...{ protocol: "TCP", port: 80, intervalSec: 5, timeoutSec: 2 },
        ...{ healthyThreshold: 2, unhealthyThreshold: 2 },
      },
      idleTimeoutSec: 60,
      drainingTimeoutSec: 60,
    });
    const data = Buffer.from(config).toString("base64");
    const write = `echo ${data} | base64 -d | sudo tee /etc/haproxy/haproxy.cfg > /dev/null`;
    await this.fleet.on("edge", `${write}; sudo systemctl restart haproxy; systemctl is-active haproxy`);
    return `http://${this.fleet.address("edge")}`;
  }

  preparePlan(name: string): Plans["prepare"] {
    return {
      target: this.fleet.target(name),
      hostPrivateKey: this.fleet.hostKeys.get(name)?.private ?? "",
      hostname: name,
      packages: [{ command: "ip", name: "iproute2" }],
      groups: [],
      bootTimeoutSec: 60,
    };
  }

  private facts(name: string) {
    const tls = this.tls as TlsFiles;
    return {
      ...{ node: name, target: this.fleet.target(name), serviceName: host, ...tls },
      passwords: { keystore: "key-store-pass", truststore: "trust-store-pass" },
      limits: { ...planLimits({}), startTimeoutSec: 60, stopTimeoutSec: 60 },
    };
  }

  elbPlan(name: string): ServicePlan {
    const members = elbs.map((each) => this.fleet.address(each));
    const product = planElb(versions.elb, settings);
    const plan = planService({ ...this.facts(name), product, javaOpts: "", members });
    return { ...plan, distribution: this.distribution("elb", `wso2elb-${versions.elb}`) };
  }

  /** @param generation Another one is another configuration. */
  appServerPlan(name: string, generation = 1): ServicePlan {
    const plan = planService({
      ...this.facts(name),
      product: planAppServer(versions.appServer, { hostname: host }),
      javaOpts: `-Dstandin.startSeconds=1 -Dgeneration=${generation}`,
      balancers: elbs.map((each) => this.fleet.address(each)),
    });
    return { ...plan, distribution: this.distribution("appServer", `wso2as-${versions.appServer}`) };
  }

  private distribution(pack: string, name: string): NonNullable<ServicePlan["distribution"]> {
    const source = pathToFileURL(this.packs.get(pack) ?? "").href;
    return { source, name, directory: "/opt/wso2", owner: "wso2", timeoutSec: 60 };
  }

  member(balancer: string, server: string): Wso2ElbMember {
    return {
      kind: "wso2-elb",
      balancer,
      server,
      domain,
      ssh: this.fleet.target(balancer),
      logPath: `/opt/wso2/wso2elb-${versions.elb}/repository/logs/wso2carbon.log`,
      tribesPort: 4000,
      nodes: Object.fromEntries(appServers.map((name) => [name, this.fleet.address(name)])),
      trafficPorts: [9763, 9443],
    };
  }

  membershipPlan(node: string, change: Partial<MembershipPlan> = {}): MembershipPlan {
    return {
      node,
      members: elbs.map((balancer) => this.member(balancer, node)),
      floor: { maxUnavailable: 1 },
      drain: { quietSec: 0.5, sessionTimeoutSec: 15, inFlightTimeoutSec: 30 },
      join: { upTimeoutSec: 40, stableSec: 1 },
      ...change,
    };
  }

  statusPlan(): Plans["status"] {
    return { nodes: appServers.map((node) => ({ node, members: this.membershipPlan(node).members })) };
  }

  /** `as1@elb1 ready member`, for every node on every ELB. */
  async status(): Promise<string[]> {
    const { result } = await this.fleet.must("status", this.statusPlan());
    const nodes = result.nodes as {
      node: string;
      balancers: { balancer: string; admin: string; status: string }[];
    }[];
    return nodes.flatMap(({ node, balancers }) =>
      balancers.map(({ balancer, admin, status }) => `${node}@${balancer} ${admin} ${status}`),
    );
  }

  elbLog(name: string): Promise<string> {
    return this.fleet.on(name, `sudo cat ${this.member(name, "as1").logPath}`);
  }
}
