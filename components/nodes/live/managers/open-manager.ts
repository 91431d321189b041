import type { ManagedService } from "../../service-plan";
import type { ServiceManager } from "./manager";

/** Loads only the manager that is used. */
export function openManager(service: ManagedService): ServiceManager {
  switch (service.manager) {
    case "systemd":
      return (require("./systemd") as typeof import("./systemd")).systemd(service);
    case "monit":
      return (require("./monit") as typeof import("./monit")).monit(service);
    case "script":
      return (require("./script") as typeof import("./script")).script(service);
  }
}
