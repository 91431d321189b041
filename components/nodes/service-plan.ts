import type { RollPart } from "../remote/roll-part";
import type { SshTarget } from "../remote/ssh-target";
import type { HookPlan } from "../rolling/hooks/hook-plan";
import type { NodePlan } from "../rolling/node-plan";
import type { ChangedFile } from "./changed-file";
import type { Distribution } from "./distribution";
import type { ProductInstall } from "./product-install";

/** A service that systemd runs. */
export interface SystemdService {
  readonly manager: "systemd";
  /** The unit, `wso2-integrator.service`. */
  readonly name: string;
}

/** A service that monit runs; monit's own HTTP interface must be on, as its command line needs it. */
export interface MonitService {
  readonly manager: "monit";
  /** The name in `check process NAME`. */
  readonly name: string;
  /**
   * The pid file of that check. Monit forgets the process once its stop has timed out; with this the roll
   * still sees it. @default what monit says while it monitors
   */
  readonly pidFile?: string;
}

/** A service that the product's own script starts and stops: `bin/xyz.sh start`, `bin/xyz.sh stop`. */
export interface ScriptService {
  readonly manager: "script";
  /** For messages. */
  readonly name: string;
  readonly script: string;
  readonly pidFile: string;
  /** Who runs it. @default root */
  readonly user?: string;
  /** Of the script, `JAVA_HOME` for instance. @default PATH, HOME and USER of that user */
  readonly environment?: Readonly<Record<string, string>>;
}

/** A kind of manager is one more member of this union and one file in `product/managers`. */
export type ManagedService = SystemdService | MonitService | ScriptService;

/** A page that says that the product can serve. */
export interface HttpReadiness {
  readonly scheme: "http" | "https";
  readonly port: number;
  readonly path: string;
  /** Name for the Host header, SNI and the certificate check. */
  readonly host: string;
  readonly expectStatus: number;
  /**
   * Whom the certificate must come from. @default it isn't checked: the question goes through SSH to the
   * machine itself
   */
  readonly caPem?: string;
  /** On the machine. @default 127.0.0.1 */
  readonly address?: string;
}

/** The weakest: something listens. It says nothing about what has been deployed behind the port. */
export interface TcpReadiness {
  readonly scheme: "tcp";
  readonly port: number;
  /** On the machine. @default 127.0.0.1 */
  readonly address?: string;
}

/** The port that takes the traffic, where the page of readiness has another: TLS, verified as the balancers do. */
export interface TrafficPort {
  readonly port: number;
  /** Name in the certificate. */
  readonly host: string;
  readonly caPem: string;
}

/** How a node says that it can serve. */
export type Readiness = HttpReadiness | TcpReadiness;

/** What is changed on a node between stop and start; in this order, each part optional. */
export interface Change {
  /** Symlink that is turned to the version's folder. */
  readonly link?: { readonly path: string; readonly to: string };
  readonly files: readonly ChangedFile[];
  /** Run by `sh -eu` as root; it must bear being run again. */
  readonly script?: { readonly text: string; readonly timeoutSec: number };
  /** Of the script. */
  readonly environment: Readonly<Record<string, string>>;
}

/** `stop`: what runs on one node. */
export interface StopPlan extends RollPart {
  readonly target: SshTarget;
  /** The version that is stopped, for messages. @default not known */
  readonly version?: string;
  /** In the order in which they are stopped; they are started in reverse. */
  readonly services: readonly ManagedService[];
  /** Ports that are open while it serves and closed once all services have stopped. */
  readonly ports: readonly number[];
  /** Limit from the request to the end of each service's process; then the stop fails and nothing is killed. */
  readonly stopTimeoutSec: number;
}

/** `start`: what runs on one node, and how it gets there. */
export interface ServicePlan extends StopPlan, NodePlan {
  /** The version, for messages and the run record. */
  readonly version: string;
  /** Brought first where it is missing, as on a new machine. */
  readonly distribution?: Distribution;
  /** A product that is installed from its distribution, with stores and a unit of its own. */
  readonly install?: ProductInstall;
  /** Any other application. */
  readonly change?: Change;
  readonly readiness: Readiness;
  /** Must take a verified connection as well before the product counts as ready. @default the page is enough */
  readonly traffic?: TrafficPort;
  /** Pages that must answer as well, in this order, before it counts as ready. @default the page is enough */
  readonly alsoReady?: readonly Readiness[];
  /** Log whose last lines explain a failure. @default what the service's manager has */
  readonly logPath?: string;
  /**
   * What its log must have said since the start, too, before it counts as ready: part of a line each. Needs `logPath`.
   * @default the page is enough
   */
  readonly logSays?: readonly string[];
  /** Limit from start to readiness. */
  readonly startTimeoutSec: number;
  /** The smoke test: after readiness, before the node is enabled anywhere. */
  readonly after?: HookPlan;
}
