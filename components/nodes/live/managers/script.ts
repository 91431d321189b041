import { quote } from "../../../remote/ssh/shell";
import type { ScriptService } from "../../service-plan";
import type { ServiceManager, ServiceState } from "./manager";
import { renderAlive } from "./pid-file";

function parseState(text: string): ServiceState {
  const pid = Number(/^alive (\d+)$/m.exec(text)?.[1] ?? 0);
  const stale = /^stale$/m.test(text);
  if (pid > 0) return { phase: "running", pid, words: `process ${pid}` };
  return { phase: "stopped", words: stale ? "no process, its pid file is stale" : "no process" };
}

/** As the service's user, in a session of its own: the process must outlive this one. */
function renderCall(service: ScriptService, verb: "start" | "stop"): string {
  const variables = Object.entries(service.environment ?? {}).map(([key, value]) => quote(`${key}=${value}`));
  const words = [...(variables.length > 0 ? ["env", ...variables] : []), quote(service.script), verb];
  const asUser = service.user ? ["runuser", "-u", quote(service.user), "--"] : [];
  return [...asUser, "setsid", "--wait", ...words].join(" ");
}

/** Where the last call's output is; a background process that kept the SSH channel would hold it open. */
function outputPath(service: ScriptService): string {
  return quote(`/run/wso2-roll-${service.name}.out`);
}

/**
 * The product's own script returns at once with status 0 whatever comes of it: the pid file says whether
 * it runs, and readiness whether it serves.
 */
export function script(service: ScriptService): ServiceManager {
  const file = quote(service.pidFile);
  const output = outputPath(service);
  const found = `found=$(${renderAlive(service.pidFile)}\n)`;
  return {
    label: service.name,
    stateNeedsRoot: true,
    renderState: () => `${renderAlive(service.pidFile)}\n[ ! -s ${file} ] || echo stale`,
    parseState,
    // With a stale file the script would say "already running" and start nothing.
    renderStart: () =>
      `${found}\n[ -n "$found" ] || rm -f ${file}\n${renderCall(service, "start")} > ${output} 2>&1`,
    // And would end whoever has that number now.
    renderStop: () => `${found}\n[ -z "$found" ] || ${renderCall(service, "stop")} > ${output} 2>&1 || :`,
    renderLog: (lineCount) => `tail -n ${lineCount} ${output}`,
  };
}
