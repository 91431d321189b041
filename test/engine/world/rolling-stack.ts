import { local } from "@pulumi/command";
import * as pulumi from "@pulumi/pulumi";
import {
  type Balancers,
  groupOutputs,
  type HostProvider,
  type LastDeployment,
  lastDeployment,
  RollingGroup,
  type RollingGroupArgs,
  type Workload,
} from "../../../components";
import { servicePlans } from "../../../components/nodes/plan-service";
import type { SshTarget } from "../../../components/remote/ssh-target";
import type { WorldPlan } from "./world-server";

/** What a stack's configuration says. */
export interface Wanted extends Omit<RollingGroupArgs, "hosts" | "workload" | "balancers"> {
  readonly nodes: readonly string[];
  readonly image: string;
  readonly version: string;
  readonly configuration?: string;
}

export const nodeNames = (count: number, prefix = "node") =>
  Array.from({ length: count }, (_, index) => `${prefix}${index + 1}`);

/** A stack as those in stacks/ are, on the world: the last deployment's outputs, a rolling group, its outputs. */
export const rollingStack = (wanted: Wanted) => async () => {
  const last = await lastDeployment();
  return groupOutputs(createGroup("wso2", wanted, last), last);
};

/** Groups by their names, each with balancers and an output of its own, one after the other. */
export type Platform = Readonly<Record<string, Wanted>>;

/** A stack of several groups, as system `api-manager` is. */
export const platformStack = (platform: Platform) => async () => {
  const outputs: Record<string, unknown> = {};
  const before: RollingGroup[] = [];
  for (const [name, wanted] of Object.entries(platform)) {
    const last = await lastDeployment({ output: name });
    const group = createGroup(name, wanted, last, { after: [...before], prefix: `${name}-` });
    before.push(group);
    outputs[name] = groupOutputs(group, last);
  }
  return outputs;
};

function createGroup(
  name: string,
  wanted: Wanted,
  last: LastDeployment,
  { after, prefix = "" }: { after?: RollingGroup[]; prefix?: string } = {},
): RollingGroup {
  const { nodes, image, version, configuration = "", limits, ...settings } = wanted;
  return new RollingGroup(name, {
    hosts: new WorldHosts(nodes, image),
    workload: workloadOf(version, configuration),
    balancers: balancersOf(nodes, prefix),
    limits: {
      ...{ quietSec: 0, sessionTimeoutSec: 0, inFlightTimeoutSec: 1, upTimeoutSec: 1, stableSec: 0 },
      ...limits,
    },
    ...settings,
    ...last,
    ...(after ? { after } : {}),
  });
}

function targetOf(name: string): SshTarget {
  return { name, host: name, user: "admin", privateKey: "key", hostKey: "ssh-ed25519 AAAA" };
}

function worldCommand(verb: string): string {
  return `node -e 'require("pulumi-wso2/roll")' ${verb}`;
}

const planText = (plan: WorldPlan) => JSON.stringify(plan);

/** Machines that are made and terminated in the world. */
class WorldHosts implements HostProvider {
  constructor(
    readonly keys: readonly string[],
    private readonly image: string,
  ) {}

  ssh = (key: string) => pulumi.secret(targetOf(key));
  describe = () => this.image;

  create({ parent, name, key, after, replaceOn }: Parameters<HostProvider["create"]>[0]) {
    const instance = new local.Command(
      `${name}-instance`,
      {
        create: worldCommand("world-launch"),
        update: ":",
        delete: worldCommand("world-terminate"),
        stdin: planText({ node: key, image: this.image }),
        triggers: [this.image, ...(replaceOn === undefined ? [] : [replaceOn])],
        addPreviousOutputInEnv: false,
      },
      { parent, deleteBeforeReplace: true, dependsOn: after },
    );
    return { ssh: this.ssh(key), prepared: instance.stdout, ready: [instance] };
  }
}

function workloadOf(version: string, configuration: string): Workload {
  const distribution = {
    ...{ source: "https://example.com/app.zip", name: `app-${version}`, directory: "/opt/app" },
    ...{ owner: "app", timeoutSec: 60 },
  };
  return {
    version,
    packages: [],
    ...servicePlans,
    distribution,
    plan: ({ ssh }) =>
      pulumi.secret(ssh).apply((target) => ({
        ...{ target, version, distribution, ports: [], stopTimeoutSec: 1, startTimeoutSec: 1 },
        services: [{ manager: "systemd" as const, name: "app.service" }],
        readiness: { scheme: "tcp" as const, port: 8080 },
        change: {
          files: [{ path: "/etc/app.conf", content: configuration, mode: "0644" }],
          environment: {},
        },
      })),
  };
}

/** Two balancers that know the servers before any of them joins. */
function balancersOf(servers: readonly string[], prefix: string): Balancers {
  const configure = worldCommand("world-configure");
  const balancers = ["haproxy1", "haproxy2"].map((name) => `${prefix}${name}`);
  const configured = new local.Command(`${prefix}balancers`, {
    ...{ create: configure, update: configure, addPreviousOutputInEnv: false },
    stdin: planText({ servers, balancers }),
  });
  return {
    configured: [configured],
    members: ({ key }) =>
      pulumi.secret(
        balancers.map((balancer) => ({
          ...{ kind: "haproxy" as const, balancer, ssh: targetOf(balancer), server: key },
          ...{ socketPath: "/run/haproxy/admin.sock", backend: "PRD_wso2" },
        })),
      ),
  };
}
