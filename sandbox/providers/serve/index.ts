export type { InputSpec } from "./check-inputs";
export { serveProvider } from "./server";
export type { FunctionHandler, Operation, Provider, ResourceHandler } from "./types";
export { isUnknown, type Properties, plain, plainProperties, secret, unknown } from "./wire";
