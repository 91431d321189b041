export { checkPrerequisites, PrerequisiteError, type PrerequisiteOptions } from "./check-prerequisites";
export { ensureGo } from "./ensure-go";
export { whyNoMachines } from "./why-no-machines";
export { testRequirements } from "./requirements";
