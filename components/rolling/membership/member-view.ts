/** What whoever runs the balancer decided about a server: takes requests, only those of its sessions, none. */
export type AdminState = "ready" | "drain" | "maint";

/** A node as any kind of balancer sees it now. */
export interface MemberView {
  readonly name: string;
  /** In the balancer's own words: `UP`, `MAINT`, `InService`, `draining`. */
  readonly status: string;
  readonly admin: AdminState;
  /** Would be given requests if `admin` and its weight let it. */
  readonly up: boolean;
  /** Only those with a session there get to it. @default false */
  readonly weightless?: boolean;
  /** Its turn comes when none of the others is left. @default false */
  readonly backup?: boolean;
  /** The balancer says that it has it, and all requests go to others: `admit` lets it in anew. @default false */
  readonly passedOver?: boolean;
  /** It has it by its own word, and could not be seen to send it a request: too busy to tell. @default false */
  readonly unproven?: boolean;
  /** Who sets the weight, when that is nobody's configuration. @default false */
  readonly agent?: boolean;
  /** The last check passed, or there is none. */
  readonly checkPassed: boolean;
  /** What the last check said; empty before the first one. */
  readonly check: string;
  /** Requests that it is answering, where the balancer tells. */
  readonly sessions?: number;
  /** Requests so far; 0 where the balancer does not count them. */
  readonly requests: number;
  /** How often checks took it down; 0 where the balancer does not count. */
  readonly downs: number;
}
