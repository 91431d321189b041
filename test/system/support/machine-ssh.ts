import { readFileSync } from "node:fs";
import { Client } from "ssh2";
import { becomesTrue } from "../../../sandbox/machines/poll";

/** What a command prints. @param keyFile Of the user that the machine lets in. */
export function ssh(keyFile: string, address: string, command: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const client = new Client();
    client.on("close", () => reject(new Error(`${address} closed the connection`)));
    client.on("error", reject).on("ready", () => {
      client.exec(command, (error, channel) => {
        if (error) return reject(error);
        const output: Buffer[] = [];
        channel.on("data", (data: Buffer) => output.push(data));
        channel.stderr.on("data", (data: Buffer) => output.push(data));
        channel.on("close", () => {
          client.end();
          resolve(Buffer.concat(output).toString().trim());
        });
      });
    });
    const privateKey = readFileSync(keyFile);
    client.connect({
      host: address,
      username: "admin",
      privateKey,
      readyTimeout: 2000,
      keepaliveInterval: 500,
    });
  });
}

/** What the command prints, as soon as the machine lets us in. */
export async function sshSoon(keyFile: string, address: string, command: string): Promise<string> {
  let answer: string | undefined;
  await becomesTrue(async () => {
    answer = await ssh(keyFile, address, command).catch(() => undefined);
    return answer !== undefined;
  }, 15);
  if (answer === undefined) throw new Error(`${address} does not let us in`);
  return answer;
}
