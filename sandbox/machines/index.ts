export { ensureImage } from "./image/ensure-image";
export { type DebianRelease, defaultRelease, releaseOf } from "./image/recipe";
export { MachineHost, type MachineHostOptions } from "./machine-host";
export { NetworkInUseError } from "./plan-network";
export type { MachineNetwork, MachineSpec, MachineState } from "./types";
