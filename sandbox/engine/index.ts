export { engineVersion } from "./engine-version";
export { ensureEngine } from "./ensure-engine";
export { openStack, type StackOptions } from "./open-stack";
export { installPlugins } from "./plugins";
export { unlockIfStale } from "./stale-lock";
