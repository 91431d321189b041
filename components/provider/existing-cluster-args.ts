import type * as pulumi from "@pulumi/pulumi";
import type { RollLimits } from "../rolling/limits";

/** Who starts and stops a service. */
export const ServiceManager = { systemd: "systemd", monit: "monit", script: "script" } as const;
export type ServiceManager = (typeof ServiceManager)[keyof typeof ServiceManager];

/** One service of the application. */
export interface ClusterService {
  /** `systemd`, `monit`, or the product's own `script`. */
  manager: ServiceManager;
  /** The unit (`app.service`), monit's name of it, or a name for messages. */
  name: string;
  /** Needed with `script`. With `monit`: the pid file of its check. @default what monit says */
  pidFile?: string;
  /** With `script`, and needed there: the absolute path of what takes `start` and `stop`. @default none */
  script?: string;
  /** With `script`: who runs it. @default root */
  user?: string;
  /** With `script`: its environment. @default PATH, HOME and USER of that user */
  environment?: Record<string, string>;
}

/** How a node is asked whether it can serve: a page, or the weaker open port. */
export const ReadinessScheme = { http: "http", https: "https", tcp: "tcp" } as const;
export type ReadinessScheme = (typeof ReadinessScheme)[keyof typeof ReadinessScheme];

/** What says that a node can serve. */
export interface ClusterReadiness {
  /** `http` or `https` for a page, `tcp` for an open port. */
  scheme: ReadinessScheme;
  port: number;
  /** Of the page; begins with a slash. Needed but with `tcp`. @default none */
  path?: string;
  /** For the Host header and the certificate. Needed but with `tcp`. @default none */
  host?: string;
  /** Of the page. @default 200 */
  expectStatus?: number;
  /** With `https`: whom the certificate must come from. @default it is not checked */
  caPem?: string;
  /** On the machine. @default 127.0.0.1 */
  address?: string;
}

/** A zip that holds one version of the application. */
export interface ClusterDistribution {
  /** `https://` (fetched by each node) or `file://` (uploaded); `{version}` is filled in. */
  source: string;
  /**
   * SHA-256 in hex that the zip must have; needed for `https://`, where `unverified` runs whatever is fetched.
   * @default it is not compared
   */
  sha256?: string;
  /** The folder that the zip holds; `{version}` is filled in. */
  name: string;
  /** Where it is unpacked. @default /opt/app */
  directory?: string;
  /** Who owns it. @default root */
  owner?: string;
}

/** A file that is written on each node between stop and start. */
export interface ClusterFile {
  /** Absolute. `{{version}}`, `{{node}}`, `{{address}}` and `{{variables.NAME}}` are filled in, here and in `content`. */
  path: string;
  content: pulumi.Input<string>;
  /** Octal. @default 640 where `owner` is another than root:root, else 644 */
  mode?: string;
  /** `user:group`. @default root:root */
  owner?: string;
}

/** An application on machines that exist already, behind HAProxies that exist already. */
export interface ExistingClusterArgs {
  /** The application's version. Another one rolls every node. */
  version: string;
  /** All machines by group, as YAML or JSON: the text of the file, not its path. Ansible's inventories are read too. */
  inventory: string;
  /** The group of the inventory that is rolled. */
  group: string;
  /** The group of the HAProxy machines in front of it. */
  balancerGroup: string;
  /** HAProxy's backend, for hosts whose variable `backend` says no other. @default each host says its own */
  backend?: string;
  /** HAProxy's command socket, where a machine's variable `socket_path` says no other. @default /run/haproxy/admin.sock */
  socketPath?: string;
  /** Lines of other backends that stay as they are although they lead to a node. @default none */
  leaveAlone?: string[];
  /** Logs in where the inventory says no user. @default root */
  sshUser?: string;
  /** The key that logs in, in OpenSSH format, without a passphrase. */
  sshPrivateKey: pulumi.Input<string>;
  /** Further keys by the name that the inventory calls them. @default none */
  sshKeys?: pulumi.Input<Record<string, pulumi.Input<string>>>;

  /** In the order in which they are stopped; they are started in reverse. */
  services: ClusterService[];
  /** What says that a node can serve. */
  readiness: ClusterReadiness;
  /** Open while the application serves, closed once it has stopped. @default none is looked at */
  ports?: number[];
  /** What is brought to each node while it still serves. @default nothing */
  distribution?: ClusterDistribution;
  /** Absolute path of the symlink that is turned to the distribution's folder. @default none */
  link?: string;
  /** Written on each node between stop and start. @default none */
  files?: pulumi.Input<pulumi.Input<ClusterFile>[]>;
  /** Run by `sh` as root once the files are there; gets `WSO2_VERSION`, `WSO2_NODE`, `VAR_<NAME>`. @default none */
  script?: pulumi.Input<string>;
  /** Limit for that script, in seconds. @default 300 */
  scriptTimeoutSec?: number;
  /** A log whose last lines explain a start that failed. @default what the service manager has */
  logPath?: string;

  /** How many nodes are changed at once: a number or a percentage for each batch in turn. @default ["1"] */
  batches?: string[];
  /** How many must stay in service: a number or a percentage. @default all but one batch */
  minHealthy?: string;
  /** How long the roll waits for what. @default those of each limit */
  limits?: RollLimits;
  /** After this batch, from 1, the roll waits for approval. @default never */
  pauseAfterBatch?: number;
  /** Id of the roll that may go on after `pauseAfterBatch`. @default none */
  approvedRoll?: string;
  /** HAProxy machines that are down and that no roll asks until they are back. @default none */
  balancersOut?: string[];
}
