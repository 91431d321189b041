/** What whoever runs the balancer decided about a server: takes requests, only those of its sessions, none. */
export type AdminState = "ready" | "drain" | "maint";

/** A node as any kind of balancer sees it now. */
export interface MemberView {
  readonly name: string;
  /** In the balancer's own words: `UP`, `MAINT`, `InService`, `draining`. */
  readonly status: string;
  readonly admin: AdminState;
  /** Would be given requests if `admin` let it. */
  readonly up: boolean;
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
