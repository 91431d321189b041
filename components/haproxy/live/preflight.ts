import { lineKey } from "../other-lines";
import type { ServerView } from "../server-view";
import type { HaproxySocket } from "./socket";

/** What `set server` can set, as every release since 1.8 lists it. */
const neededWords = ["health", "state"];

/**
 * What would keep a server from leaving or from coming back, found without changing anything: `set server` with
 * nothing to set checks the socket's level and the name, and answers with what it can set.
 *
 * @param own The node's own line, where this is another one of the same node.
 */
export async function findProblems(
  socket: Pick<HaproxySocket, "ask" | "info" | "path">,
  view: ServerView,
  own?: ServerView,
): Promise<string[]> {
  const key = lineKey(view);
  const [answer, { processes }] = await Promise.all([socket.ask(`set server ${key}`), socket.info()]);
  const problems: string[] = [];
  if (!neededWords.every((word) => answer.includes(word))) {
    const words = answer.trim().split("\n")[0] || "no answer";
    problems.push(
      `socket ${socket.path} can't set a server's state: ${words} (in haproxy.cfg: \`stats socket ${socket.path} level admin\`)`,
    );
  }
  if (processes > 1) {
    problems.push(
      `HAProxy runs ${processes} processes (nbproc), and the socket shows one of them: use nbthread, or one process`,
    );
  }
  // Elsewhere a weight of 0 is somebody's wish, and stays.
  if (!own && view.weightless && !view.agent) {
    problems.push(`${key} has weight 0: a join would bring it no requests; give it its weight back first`);
  }
  if (own?.up && view.admin === "ready" && !view.up) {
    const check = view.check ? ` by ${view.check}` : "";
    problems.push(
      `${key} is ${view.status}${check} although the node serves: a join would wait for it in vain; mend its check, or leave that line alone (wso2:leaveAlone)`,
    );
  }
  return problems;
}
