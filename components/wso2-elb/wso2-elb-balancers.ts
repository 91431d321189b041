import * as pulumi from "@pulumi/pulumi";
import { appServerDomain, appServerPorts } from "../nodes/app-server/app-server-settings";
import { installation } from "../nodes/plan-service";
import { tribesPort } from "../nodes/tribes/tribes-settings";
import type { SshTarget } from "../remote/ssh-target";
import type { BalancedNode, Balancers } from "../rolling/balancers";
import type { BalancerMember } from "../rolling/membership/balancer-member";
import { failOnProblems } from "../validation/fail-on-problems";
import { Problems } from "../validation/problems";
import { elbPorts } from "./elb-config";
import type { Wso2ElbMember } from "./elb-member";

/** WSO2 ELBs and the nodes of one Tribes domain behind them. */
export interface Wso2ElbBalancersArgs {
  /** How to reach each ELB's machine, by key: `elb1`. A `MachineIdentity` has it. */
  elbs: Record<string, { readonly ssh: pulumi.Input<SshTarget> }>;
  /** The nodes' own addresses, IPv4, by key. */
  nodes: Record<string, pulumi.Input<string>>;
  /** The nodes' Tribes domain. @default wso2.appserver.domain */
  domain?: string;
  /** The ELBs' version. @default 2.0.3 */
  version?: string;
  /** Their `wso2carbon.log`. @default where this library installs that version */
  logPath?: string;
  /** Ports of a node that requests are sent to. @default 9763 and 9443 */
  trafficPorts?: number[];
  /** Port of Tribes on the nodes. @default 4000 */
  tribesPort?: number;
  /**
   * A request that each ELB sends on to any of the nodes: `{ host: "as.example.com" }`. With it a roll goes on only where
   * every ELB has been seen to send requests to the nodes that it says it has: its log says so of nodes, too, that it has
   * lost. `port` is the ELB's for HTTP, `path` a page that every node answers with little work. @default an ELB's log is
   * believed; port 80, path /
   */
  probe?: { host: string; port?: number; path?: string };
  /** What must be there before a node joins: the ELBs in service. @default nothing */
  configured?: pulumi.Resource[];
}

/**
 * Nodes behind WSO2 ELB 2.0, for a `RollingGroup`. Makes nothing.
 * @throws pulumi.InputPropertiesError with all that is wrong.
 */
export class Wso2ElbBalancers implements Balancers {
  readonly configured: pulumi.Resource[];

  constructor(private readonly args: Wso2ElbBalancersArgs) {
    const problems = new Problems();
    problems.require(
      Object.keys(args.elbs).length > 0,
      "elbs",
      "got none; one at least is needed, two for failover",
    );
    problems.require(Object.keys(args.nodes).length > 0, "nodes", "got none; one at least is needed");
    failOnProblems("Wso2ElbBalancers", problems.list);
    this.configured = args.configured ?? [];
  }

  /** A node as a member of what every ELB balances; secret. */
  members({ key: server }: BalancedNode): pulumi.Output<BalancerMember[]> {
    const { elbs, domain = appServerDomain, version = "2.0.3", trafficPorts } = this.args;
    const probe = this.args.probe && { port: elbPorts.http, ...this.args.probe };
    const logPath = `${installation.directory}/wso2elb-${version}/repository/logs/wso2carbon.log`;
    const members = pulumi
      .all([pulumi.all(Object.values(elbs).map(({ ssh }) => ssh)), pulumi.all(this.args.nodes)])
      .apply(([targets, nodes]) =>
        targets.map(
          (ssh, index): Wso2ElbMember => ({
            kind: "wso2-elb",
            balancer: Object.keys(elbs)[index] ?? ssh.name,
            ssh,
            server,
            domain,
            logPath: this.args.logPath ?? logPath,
            tribesPort: this.args.tribesPort ?? tribesPort,
            nodes,
            trafficPorts: trafficPorts ?? Object.values(appServerPorts),
            ...(probe && { probe }),
          }),
        ),
      );
    return pulumi.secret(members);
  }
}
