import { join } from "node:path";
import { utils } from "ssh2";
import { packageRoot } from "../../sandbox/paths";

/** The roll program, as text for a shell. */
export const rollProgram = `node '${join(packageRoot, "dist/components/program/main.js")}'`;

/** What a leave of `node1` is told whose one balancer would be on a port of this computer. */
export function planLeave(port: number): object {
  const key = utils.generateKeyPairSync("ed25519");
  const ssh = {
    ...{ name: "lb1", host: "127.0.0.1", port, user: "root" },
    ...{ privateKey: key.private, hostKey: key.public },
  };
  return {
    node: "node1",
    members: [{ kind: "haproxy", balancer: "lb1", ssh, socketPath: "/run/s", backend: "b", server: "node1" }],
    floor: { maxUnavailable: 1 },
    drain: { quietSec: 1, sessionTimeoutSec: 1, inFlightTimeoutSec: 1 },
    join: { upTimeoutSec: 1, stableSec: 1 },
    leaseSec: 60,
  };
}
