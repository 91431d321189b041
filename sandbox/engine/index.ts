export { engineVersion } from "./engine-version";
export { ensureEngine } from "./ensure-engine";
export { openProject, type ProjectStack } from "./open-project";
export { openStack } from "./open-stack";
export { installPlugins } from "./plugins";
export type { StackOptions } from "./stack-workspace";
export { unlockIfStale } from "./stale-lock";
