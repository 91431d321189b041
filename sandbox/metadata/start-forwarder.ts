import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { systemEnv } from "../machines/run-program";
import { packageRoot } from "../paths";
import { doorSocket } from "./addresses";

/** Starts what machines talk to, in the switch's namespace; it ends with this process. @param id Of the sandbox. */
export function startForwarder(id: string): ChildProcess {
  const program = join(packageRoot, "dist/sandbox/metadata/forward.js");
  const command = ["ip", "netns", "exec", id, process.execPath, program, doorSocket(id)];
  const child = spawn("setpriv", ["--pdeathsig", "KILL", ...command], {
    ...{ stdio: ["ignore", "ignore", "inherit"], cwd: "/", env: systemEnv() },
  });
  child.on("error", () => undefined);
  return child;
}
