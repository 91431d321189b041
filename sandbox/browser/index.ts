/** WSO2's management console, opened and used by a real browser. */
export { ConsoleSession, type ConsoleView } from "./console";
export type { Site } from "./open-page";
