/** Pages of WSO2's products, opened and used by a real browser. */
export { ConsoleSession, type ConsoleView } from "./console";
export type { Site } from "./open-page";
/** Several products behind one front, with one sign-in. */
export { SsoBrowser, type SsoView } from "./sso";
