import type { ElbMember } from "./elb-model";
import type { PlanePool } from "./plane-model";
import { healthBackend } from "./render-elb-config";

const columns =
  "be_id be_name srv_id srv_name srv_addr srv_op_state srv_admin_state srv_uweight srv_iweight srv_time_since_last_change srv_check_status srv_check_result srv_check_health srv_check_state srv_agent_state bk_f_forced_id srv_f_forced_id srv_fqdn srv_port srvrecord srv_use_ssl srv_check_port srv_check_addr srv_agent_addr srv_agent_port";

/** `srv_op_state` of a server that takes requests; 0 is stopped. */
const running = "2";
/** `srv_check_status` and `srv_check_result` of a passed HTTP check, and of no check yet. */
const passed = "15 3";
const notChecked = "1 0";

/** Instances of the running HAProxy, from its `show servers state`: id and whether it is in service. */
export function parseServerState(text: string, backend = healthBackend): Map<string, boolean> {
  const servers = text
    .split("\n")
    .filter((line) => !line.startsWith("#"))
    .map((line) => line.trim().split(" "))
    .filter((fields) => fields[1] === backend);
  return new Map(servers.map((fields) => [fields[3] ?? "", fields[5] === running]));
}

/**
 * State file for the next configuration: instances in service stay so, and a new one is out of service until
 * enough checks have passed. HAProxy alone would send requests to a new server before its first check.
 */
export function renderServerState(
  pools: readonly (Pick<PlanePool, "health" | "members" | "check"> & {
    current: ReadonlyMap<string, boolean>;
  })[],
): string {
  return ["1", `# ${columns}`, ...pools.flatMap(renderPool), ""].join("\n");
}

function renderPool({
  health: backend,
  members,
  check,
  current,
}: Parameters<typeof renderServerState>[0][number]): string[] {
  const { healthyThreshold: rise, unhealthyThreshold: fall, firstThreshold = rise } = check;
  return members.map(({ instanceId, address }, index) => {
    const up = current.get(instanceId) === true;
    // HAProxy counts passed checks up from 0, and has a server in service from `rise` on.
    const health = up ? rise + fall - 1 : current.has(instanceId) ? 0 : rise - firstThreshold;
    const state = `${up ? running : "0"} 0 1 1 0 ${up ? passed : notChecked} ${health} 6 0 0 0`;
    return `1 ${backend} ${index + 1} ${instanceId} ${address} ${state} - ${check.port} - 0 0 - - 0`;
  });
}

/** Instances that run now and are not members any more. */
export function planDeregistered(
  members: readonly ElbMember[],
  current: ReadonlyMap<string, boolean>,
): string[] {
  return [...current.keys()].filter((id) => !members.some(({ instanceId }) => instanceId === id));
}
