export { ensureAwsApi } from "./ensure-aws-api";
export { type AwsApi, type AwsApiOptions, startAwsApi } from "./start-aws-api";
