import { spawn } from "node:child_process";
import type { Duplex } from "node:stream";
import { endGroup } from "../end-group";
import { within } from "../poll";
import type { SshTarget } from "../ssh-target";
import { openChildStream } from "./child-stream";
import { quote } from "./quote";

const keptCharacters = 2000;

/** OpenSSH's tokens of a ProxyCommand. @throws Error for one that it does not have */
export function expandProxyCommand(
  command: string,
  target: Omit<SshTarget, "privateKey" | "hostKey">,
): string {
  const values: Readonly<Record<string, string>> = {
    "%": "%",
    h: target.host,
    n: target.name,
    p: String(target.port ?? 22),
    r: target.user,
  };
  return command.replaceAll(/%(.?)/g, (token, letter: string) => {
    const value = values[letter];
    if (value === undefined) {
      throw new Error(`${token} means nothing in a ProxyCommand; known are %h %p %r %n %%`);
    }
    // Inside of quotes or not, nobody knows: what a shell reads otherwise is refused.
    if (quote(value) !== value)
      throw new Error(`${token} stands for ${JSON.stringify(value)}, which a shell changes`);
    return value;
  });
}

/** A connection that a command of this computer makes. */
export interface ProxyConnection {
  readonly stream: Duplex;
  /** How it ended; undefined when it still runs after so long. */
  ended(withinSec: number): Promise<string | undefined>;
  /** Its last words on standard error. */
  words(): string;
  close(): void;
}

/** Starts the command in a process group of its own, which ends with the connection. */
export function openProxy(target: SshTarget, proxyCommand: string): ProxyConnection {
  const child = spawn("sh", ["-c", `exec ${expandProxyCommand(proxyCommand, target)}`], {
    stdio: ["pipe", "pipe", "pipe"],
    detached: true,
  });
  let words = "";
  const end = new Promise<string>((resolve) => {
    child.once("error", (error) => resolve(`it can't be started: ${error.message}`));
    child.once("close", (code, signal) =>
      resolve(signal ? `it was ended by ${signal}` : `it ended with status ${code}`),
    );
  });
  child.stderr.on("data", (chunk: Buffer) => {
    words = (words + chunk.toString("utf8")).slice(-keptCharacters);
  });
  const stream = openChildStream(child);
  // The reason comes with the process's end; a broken pipe says nothing more.
  stream.on("error", () => {});
  child.stderr.on("error", () => {});
  const close = () => {
    process.off("exit", close);
    endGroup(child.pid, "SIGTERM");
  };
  process.once("exit", close);
  child.once("exit", () => process.off("exit", close));
  const ended = (withinSec: number) => within(withinSec, "", end).catch(() => undefined);
  return { stream, close, words: () => words.trim(), ended };
}
