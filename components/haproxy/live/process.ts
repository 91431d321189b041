import { RollError } from "../../remote/roll-error";
import type { SshConnection } from "../../remote/ssh/connection";
import { quote, runAsRoot } from "../../remote/ssh/shell";
import type { ServerStateRow } from "../server-state";
import type { ServerView } from "../server-view";
import { HaproxySocket } from "./socket";

/** The HAProxy that runs on a machine, if any. */
export interface HaproxyProcess {
  readonly active: boolean;
  /** What its configuration says of itself. */
  readonly description: string;
  readonly rows: readonly ServerStateRow[];
  /** Servers that are UP. */
  readonly up: readonly Pick<ServerView, "backend" | "name">[];
}

const none: HaproxyProcess = { active: false, description: "", rows: [], up: [] };

/** @throws RollError when it runs but can't be asked: what it knows must not be lost. */
export async function readProcess(connection: SshConnection, socketPath: string): Promise<HaproxyProcess> {
  const script = `
command -v haproxy > /dev/null || { echo absent; exit 0; }
systemctl is-active haproxy || :
[ -S ${quote(socketPath)} ] && echo socket || :`;
  const answer = await runAsRoot(connection, script, { step: "look for HAProxy" });
  const words = answer.trim().split("\n");
  if (words[0] === "absent") {
    throw new RollError({
      node: connection.target.name,
      step: "look for HAProxy",
      expected: "the haproxy program",
      seen: "no such program; `prepare` installs it",
    });
  }
  const active = words[0] === "active" || words[0] === "reloading";
  // A process without the socket runs a configuration of somebody else's, with nothing of ours to lose.
  if (!active || words[1] !== "socket") return { ...none, active };
  const socket = new HaproxySocket(connection, socketPath);
  const [description, { rows, servers }] = await Promise.all([socket.description(), socket.view()]);
  return { active, description, rows, up: servers.filter((view) => view.up && view.checkPassed) };
}
