import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { ServerWritableStream } from "@grpc/grpc-js";
import { type RunPluginRequest, RunPluginResponse } from "@pulumi/pulumi/proto/language_pb";

/**
 * Runs a plugin that is a folder with a PulumiPlugin.yaml, by the `cmd/run-plugin` of its own SDK, and passes on what
 * it prints: first of all the port on which it answers. It ends when the engine ends the call.
 */
export function runPlugin(call: ServerWritableStream<RunPluginRequest, RunPluginResponse>): void {
  const { request } = call;
  const directory = request.getInfo()?.getProgramDirectory() ?? "";
  const send = (say: (response: RunPluginResponse) => void) => {
    const response = new RunPluginResponse();
    say(response);
    call.write(response);
  };
  let runner: string;
  try {
    runner = createRequire(join(directory, "plugin.js")).resolve("@pulumi/pulumi/cmd/run-plugin");
  } catch (error) {
    call.destroy(error as Error);
    return;
  }
  const child = spawn("node", [runner, directory, ...request.getArgsList()], {
    cwd: request.getPwd(),
    env: Object.fromEntries(request.getEnvList().map(splitVariable)),
    stdio: ["ignore", "pipe", "pipe"],
  });
  child.stdout.on("data", (data: Buffer) => send((response) => response.setStdout(data)));
  child.stderr.on("data", (data: Buffer) => send((response) => response.setStderr(data)));
  child.on("error", (error) => call.destroy(error));
  child.on("close", (code) => {
    send((response) => response.setExitcode(code ?? 1));
    call.end();
  });
  call.on("cancelled", () => child.kill());
}

/** `NAME=value` */
function splitVariable(variable: string): [string, string] {
  const at = variable.indexOf("=");
  return [variable.slice(0, at), variable.slice(at + 1)];
}
