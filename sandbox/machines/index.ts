export { ensureImage } from "./image/ensure-image";
export { imageFolder } from "./image/image-folder";
export { programOfImage } from "./image/program-of-image";
export { type DebianRelease, defaultRelease, releaseOf } from "./image/recipe";
export { MachineHost, type MachineHostOptions } from "./machine-host";
export { NetworkInUseError } from "./plan-network";
export type { MachineNetwork, MachineSpec, MachineState } from "./types";
