import { spawn } from "node:child_process";
import { connect } from "node:net";
import { openChildStream } from "../../../../components/remote/ssh/child-stream";
import type { SshConnection } from "../../../../components/remote/ssh/connection";
import type { RollContext } from "../../../../components/rolling/context";
import { exampleTarget } from "../../program/example-plans";

/** Stands for a machine and the way to it: what it is told runs here. */
const connection = {
  target: { ...exampleTarget, user: "root" },
  openCommand: async (command: string) => {
    const child = spawn("sh", ["-c", command], { detached: true });
    return Object.assign(openChildStream(child), { stderr: child.stderr });
  },
  openTcp: (host: string, port: number) =>
    new Promise((resolve, reject) => {
      const socket = connect(port, host, () => resolve(socket)).once("error", reject);
    }),
} as unknown as SshConnection;

/** @param lines Gets what the operator would read. */
export function localContext(lines: string[]): RollContext {
  return {
    report: {
      line: (node: string, step: string, detail: string) => lines.push(`${node} ${step} ${detail}`),
      step: async <T>(node: string, step: string, work: () => Promise<T>, detail: (result: T) => string) => {
        const result = await work();
        lines.push(`${node} ${step} ${detail(result)}`);
        return result;
      },
    },
    pool: { connect: async () => connection },
    signal: new AbortController().signal,
  } as unknown as RollContext;
}
