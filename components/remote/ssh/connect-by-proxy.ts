import { describeError } from "../roll-error";
import type { SshTarget } from "../ssh-target";
import { ConnectError } from "./connect-error";
import type { SshConnection } from "./connection";
import { openProxy, type ProxyConnection } from "./proxy-command";

/** What such a program says when it is the network, or the machine, that is not there. */
const networkWords =
  /connection (refused|timed out|reset)|operation timed out|no route to host|(network|host) is unreachable|not known|could not resolve|TargetNotConnected|is not (running|connected)/i;

/**
 * Logs in over a program's input and output. A program that fails is a stage of its own: credentials that have
 * expired say nothing of the machine.
 */
export async function connectByProxy(
  target: SshTarget,
  command: string,
  login: (way: Pick<ProxyConnection, "stream" | "close">) => Promise<SshConnection>,
): Promise<SshConnection> {
  const fail = (seen: string, reason: ConnectError["reason"]) =>
    new ConnectError(
      target,
      reason,
      `an SSH connection by the ProxyCommand \`${command}\``,
      seen,
      "run the command by hand with the machine's values for %h, %p and %r: it must print the SSH server's first line, `SSH-2.0-...`",
    );
  let proxy: ProxyConnection;
  try {
    proxy = openProxy(target, command);
  } catch (error) {
    throw fail(describeError(error), "proxy");
  }
  try {
    return await login(proxy);
  } catch (error) {
    const end = await proxy.ended(1);
    proxy.close();
    // Whoever answered was the machine's sshd, or another: the program did its part.
    if (!(error instanceof ConnectError) || error.reason !== "network") throw error;
    const words = proxy.words();
    const seen = [end ?? error.failure.seen, words].filter(Boolean).join(": ");
    throw fail(seen, networkWords.test(words) ? "network" : "proxy");
  }
}
