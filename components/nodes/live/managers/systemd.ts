import { quote } from "../../../remote/ssh/shell";
import type { SystemdService } from "../../service-plan";
import type { ServiceManager, ServiceState } from "./manager";

const phases: Readonly<Record<string, ServiceState["phase"]>> = {
  active: "running",
  reloading: "running",
  activating: "starting",
  deactivating: "stopping",
  inactive: "stopped",
  failed: "failed",
};

/** Reads `systemctl show`. */
function parseState(text: string): ServiceState {
  const value = (key: string) => new RegExp(`^${key}=(.*)$`, "m").exec(text)?.[1] ?? "";
  const active = value("ActiveState");
  const pid = Number(value("MainPID") || 0);
  const restarts = Number(value("NRestarts") || 0);
  const known = value("LoadState") === "loaded";
  return {
    phase: known ? (phases[active] ?? "starting") : "stopped",
    ...(pid > 0 ? { pid } : {}),
    words: known
      ? `unit ${active}${restarts > 0 ? `, restarted ${restarts} times` : ""}`
      : `no such unit (${value("LoadState") || "systemd does not answer"})`,
  };
}

/** A stop that systemd was asked for also keeps `Restart=` from bringing the unit back. */
export function systemd({ name }: SystemdService): ServiceManager {
  const unit = quote(name);
  return {
    label: name,
    stateNeedsRoot: false,
    renderState: () => `systemctl show -p LoadState,ActiveState,MainPID,NRestarts ${unit}`,
    parseState,
    renderStart: () => `systemctl reset-failed ${unit} 2>/dev/null || :\nsystemctl start --no-block ${unit}`,
    renderStop: () =>
      `[ "$(systemctl show -p LoadState --value ${unit})" != loaded ] || systemctl stop --no-block ${unit}`,
    renderLog: (lineCount) => `journalctl -u ${unit} -n ${lineCount} --no-pager -o cat`,
  };
}
