/** Load beside a rolling update: open-loop, sticky and slow clients, each answer checked. */
export type { LoadOptions } from "./options";
export { renderLoadReport } from "./render-load-report";
export type { FailureGroup, LoadFailure, LoadReport, LoadSample, RequestKind, SessionMove } from "./report";
export { runLoad } from "./run-load";
export { type LoadChild, runLoadInChild } from "./run-load-in-child";
