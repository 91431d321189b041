export { awsEnvironment } from "./aws-environment";
export { openMachines } from "./cloud-network";
export { readCloudRecord } from "./cloud-record";
export type { CloudClient } from "./control-client";
export { ensureCloud, findCloud, type RunningCloud } from "./ensure-cloud";
export type { CloudLoadBalancer, CloudMachine, CloudStatus } from "./status";
