import type { HaproxyBackend, HaproxyCheck } from "./config-model";
import type { HaproxyFrontend } from "./frontend-model";

/** A backend of a tier, after its first one. */
export interface TierBackend
  extends Omit<HaproxyBackend, "name" | "servers" | "tls" | "check" | "stickyCookie"> {
  /** The port of its nodes that takes this traffic. */
  readonly port: number;
  /** Which of the tier's nodes are in it, by their keys. @default all */
  readonly nodes?: readonly string[];
  /** Name in these nodes' certificates. @default the tier's `serviceName` */
  readonly serviceName?: string;
  /** Without `port` it is made on the traffic port, by TLS and verified; with one it proves both. */
  readonly check: Omit<HaproxyCheck, "provesTraffic">;
}

/** Where a tier listens. */
export interface TierFrontend extends Omit<HaproxyFrontend, "name" | "certificateFile"> {
  /** Ends TLS with the tier's own certificate. @default true; never with mode `tcp` */
  readonly tls?: boolean;
}

/** What the people who run a tier see of it. */
export interface TierStatistics {
  /** @default "admin" */
  readonly user?: string;
  /** Who may ask for the page. */
  readonly cidrs: readonly string[];
}
