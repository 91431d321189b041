import type { PairAddress, PairFacts, PairLimits } from "./pair-model";
import { pairPaths, pairResources } from "./pair-paths";
import { fenceAgent } from "./render-fence-agent";
import { quickCliPath } from "./render-quick-cli";

/** How often, and how long at most, Pacemaker runs one of an agent's actions; in seconds. */
export interface OperationPlan {
  readonly name: "start" | "stop" | "monitor";
  readonly intervalSec: number;
  readonly timeoutSec: number;
}

/** One resource of the cluster. */
export interface PrimitivePlan {
  readonly id: string;
  /** `ocf:heartbeat:awsvip` */
  readonly agent: readonly [standard: string, provider: string, type: string];
  readonly parameters: Readonly<Record<string, string>>;
  readonly operations: readonly OperationPlan[];
}

const actions = (
  startSec: number,
  stopSec: number,
  everySec: number,
  monitorSec: number,
): OperationPlan[] => [
  { name: "start", intervalSec: 0, timeoutSec: startSec },
  { name: "stop", intervalSec: 0, timeoutSec: stopSec },
  { name: "monitor", intervalSec: everySec, timeoutSec: monitorSec },
];

/** An answer of AWS's API may take its time; a limit that is over before counts as a failure. */
const byApi = actions(60, 60, 30, 60);

/** The agents get their credentials from the instance's role. */
const byRole = (region: string) => ({ auth_type: "role", region });

/** What makes a machine the holder of the address, in the order in which it is started. */
export function planFront(
  address: PairAddress,
  region: string,
  /** Network device that has the machines' own addresses. */
  device: string,
): PrimitivePlan[] {
  const role = byRole(region);
  switch (address.kind) {
    case "secondary":
      return [
        {
          id: "address-in-aws",
          agent: ["ocf", "heartbeat", "awsvip"],
          // The agent would wait after each call that AWS has answered, for no reason but to call less often.
          parameters: { secondary_private_ip: address.ip, ...role, awscli: quickCliPath, api_delay: "0" },
          operations: byApi,
        },
        {
          id: "address",
          agent: ["ocf", "heartbeat", "IPaddr2"],
          parameters: { ip: address.ip, cidr_netmask: "32", nic: device },
          operations: actions(20, 20, 5, 20),
        },
      ];
    case "route":
      return [
        {
          id: "address",
          agent: ["ocf", "heartbeat", "aws-vpc-move-ip"],
          parameters: {
            ip: address.ip,
            routing_table: address.routeTableIds.join(","),
            interface: device,
            monapi: "true",
            ...role,
            awscli: quickCliPath,
          },
          operations: byApi,
        },
      ];
    case "elastic":
      return [
        {
          id: "address",
          agent: ["ocf", "heartbeat", "awseip"],
          parameters: {
            elastic_ip: address.ip,
            allocation_id: address.allocationId,
            ...role,
            awscli: quickCliPath,
            api_delay: "0",
          },
          operations: byApi,
        },
      ];
  }
}

/** HAProxy on both machines, and checked on both: the one that gets the address has it running already. */
export function planHaproxyResource({ readinessPort, limits = {} }: PairFacts): PrimitivePlan {
  return {
    id: pairResources.haproxy,
    agent: ["ocf", agentProvider, "haproxy"],
    parameters: { port: String(readinessPort) },
    operations: actions(60, 120, limits.checkIntervalSec ?? 1, 5),
  };
}

const agentProvider = pairPaths.agents.split("/").at(-1) ?? "";

const defaultDrainSec = 120;
const defaultPauseSec = 5;
/** For reloads, and for calls of the AWS CLI on a busy machine. */
const drainMarginSec = 60;

/**
 * Longest that a planned move takes before the address itself moves, in seconds: just before the end the door may be
 * opened for as long as it was closed, and then be closed once more, for two pauses each.
 */
export function longestDrainSec({
  drainTimeoutSec = defaultDrainSec,
  pauseSec = defaultPauseSec,
}: PairLimits = {}): number {
  return drainTimeoutSec + 4 * pauseSec + drainMarginSec;
}

/** The last of the holder's resources to start, and so the first to stop. */
export function planDrain({ ports, limits = {} }: PairFacts): PrimitivePlan {
  const { drainTimeoutSec = defaultDrainSec, pauseSec = defaultPauseSec } = limits;
  return {
    id: "drain",
    agent: ["ocf", agentProvider, "drain"],
    parameters: {
      ports: ports.join(","),
      drain_sec: String(drainTimeoutSec),
      pause_sec: String(pauseSec),
    },
    operations: actions(20, longestDrainSec(limits), 30, 20),
  };
}

/** Time that AWS may take to stop an instance. */
export const defaultFencingTimeoutSec = 180;

/** One device for each machine whose instance is known. */
export function planFencing({ machines, region, limits = {} }: PairFacts): PrimitivePlan[] {
  const timeoutSec = limits.fencingTimeoutSec ?? defaultFencingTimeoutSec;
  return machines.flatMap(({ name, instanceId }) =>
    instanceId === undefined
      ? []
      : {
          id: pairResources.fence(name),
          agent: ["stonith", "", fenceAgent] as const,
          parameters: {
            region,
            plug: instanceId,
            pcmk_host_list: name,
            pcmk_host_check: "static-list",
            power_timeout: String(timeoutSec),
            pcmk_reboot_timeout: `${timeoutSec}s`,
            pcmk_off_timeout: `${timeoutSec}s`,
          },
          operations: [{ name: "monitor" as const, intervalSec: 300, timeoutSec: 60 }],
        },
  );
}
