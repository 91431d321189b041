import { quote } from "../../../remote/ssh/shell";
import type { MonitService } from "../../service-plan";
import type { ServiceManager, ServiceState } from "./manager";
import { renderAlive } from "./pid-file";

/**
 * Reads `monit -B status NAME` (5.25 to 5.33), then what `renderAlive` printed.
 * While an action waits for monit's next look, its name follows the state: `OK - stop pending`.
 */
function parseState(text: string): ServiceState {
  const value = (key: string) => new RegExp(`^\\s+${key}\\s{2,}(.*?)\\s*$`, "m").exec(text)?.[1] ?? "";
  if (/^Service '.*' not found$/m.test(text))
    return { phase: "stopped", words: "monit knows no such service" };
  const status = value("status");
  const pid = Number(value("pid") || /^alive (\d+)$/m.exec(text)?.[1] || 0);
  return {
    phase: phaseOf(status, value("monitoring status"), pid),
    ...(pid > 0 ? { pid } : {}),
    words: `monit: ${status || "no status"}`,
  };
}

function phaseOf(status: string, monitoring: string, pid: number): ServiceState["phase"] {
  const pending = / - (\w+) pending$/.exec(status)?.[1];
  if (pending) return pending === "stop" || pending === "unmonitor" ? "stopping" : "starting";
  // After a stop, also after one that did not end the process in time, monit looks no more.
  if (monitoring === "Not monitored") return pid > 0 ? "stopping" : "stopped";
  if (pid > 0 && monitoring === "Monitored") return "running";
  return "starting";
}

/**
 * `monit start` and `monit stop` return at once; monit acts on them at its next look, one service after
 * the other. A stop also ends monitoring, so that monit does not bring the service back meanwhile.
 */
export function monit({ name, pidFile }: MonitService): ServiceManager {
  const service = quote(name);
  const alive = pidFile ? `\n${renderAlive(pidFile)}` : "";
  return {
    label: name,
    stateNeedsRoot: true,
    // Not known yet is no error: the change may bring its check.
    renderState: () => `said=$(monit -B status ${service} 2>&1) || case $said in
  *${quote(`'${name}' not found`)}*) ;;
  *) echo "$said" >&2; exit 1 ;;
esac
echo "$said"${alive}`,
    parseState,
    renderStart: () => `monit start ${service}`,
    renderStop: () => `! monit -B status ${service} > /dev/null 2>&1 || monit stop ${service}`,
    renderLog: (lineCount) => `tail -n ${lineCount} /var/log/monit.log`,
  };
}
