export type { InputSpec } from "./check-inputs";
export { unary } from "./messages";
export { serveProvider, serveService } from "./server";
export type { FunctionHandler, Operation, Provider, ResourceHandler } from "./types";
export { isUnknown, type Properties, plain, plainProperties, secret, unknown } from "./wire";
