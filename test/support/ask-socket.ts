import { connect } from "node:net";

/** A HAProxy's whole answer to one command on its socket. */
export function askSocket(path: string, command: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = "";
    const socket = connect(path, () => socket.write(`${command}\n`));
    socket.on("data", (chunk) => {
      answer += chunk;
    });
    socket.once("close", () => resolve(answer)).once("error", reject);
  });
}
