import { Socket } from "node:net";
import { describeError } from "../roll-error";
import type { SshTarget } from "../ssh-target";
import { ConnectError } from "./connect-error";
import { explainNoServer } from "./explain-failure";

/** For one of several addresses of a name: Node's own 250 ms are too few for a machine that is far away. */
const attemptMs = 2500;

/**
 * A TCP connection on which nothing has been said yet. That it opens tells a machine that is there from one that is
 * not, whatever its SSH server does next.
 *
 * @throws ConnectError of stage `network`, or `server` where it was taken and broken off in the same moment.
 */
export function openTcp(target: SshTarget, timeoutSec: number): Promise<Socket> {
  const { host, port = 22 } = target;
  return new Promise((resolve, reject) => {
    const socket = new Socket();
    const fail = (seen: string, isTaken = false) => {
      clearTimeout(timer);
      socket.destroy();
      reject(
        isTaken
          ? explainNoServer(target, seen)
          : new ConnectError(target, "network", "an SSH connection", seen),
      );
    };
    const timer = setTimeout(
      () => fail(`no answer of ${host}:${port} in ${timeoutSec} s`),
      timeoutSec * 1000,
    );
    const refuse = (error: NodeJS.ErrnoException) => fail(describeError(error), error.code === "ECONNRESET");
    socket.once("error", refuse);
    socket.connect({ host, port, autoSelectFamilyAttemptTimeout: attemptMs }, () => {
      clearTimeout(timer);
      socket.off("error", refuse);
      resolve(socket);
    });
  });
}
