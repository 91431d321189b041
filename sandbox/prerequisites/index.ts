export { checkPrerequisites, PrerequisiteError, type PrerequisiteOptions } from "./check-prerequisites";
export { ensureGo } from "./ensure-go";
export { testRequirements } from "./requirements";
export { whyNoMachines } from "./why-no-machines";
