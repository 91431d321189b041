import { longestStopSec } from "../rolling/limits";

/** What a systemd unit for a product says. */
export interface UnitPlan {
  readonly description: string;
  /** Symlink to the running version's home. */
  readonly homeLink: string;
  readonly script: string;
  readonly owner: string;
  /** Added to the JVM's arguments. */
  readonly javaOpts: string;
  /** For the script's `JVM_MEM_OPTS`. @default the script's own */
  readonly memoryOptions?: string;
  /** `BindPaths=` and the like. @default none */
  readonly binds?: readonly string[];
  /** A file system of other machines that it needs. @default none */
  readonly mount?: string;
  /** A file of root's that the unit alone reads, by a name, for as long as it runs. @default none */
  readonly credential?: { readonly name: string; readonly path: string };
  /** It takes ports below 1024. @default no */
  readonly lowPorts?: boolean;
}

/** The products' scripts run `$JAVA_HOME/bin/java`: with this, the Java that the machine has chosen. */
export const javaHome = "/usr";

/**
 * The product's own script under systemd. It forks, returns at once and leaves the process in wso2carbon.pid;
 * `stop` returns at once too, so systemd waits for that process. A JVM ends with 143 after SIGTERM.
 */
export function renderUnit(plan: UnitPlan): string {
  const memory = plan.memoryOptions === undefined ? "" : `\nEnvironment="JVM_MEM_OPTS=${plan.memoryOptions}"`;
  const binds = (plan.binds ?? []).map((line) => `\n${line}`).join("");
  const needs = plan.mount === undefined ? "" : `\nRequiresMountsFor=${plan.mount}`;
  const { credential } = plan;
  const secret = credential ? `\nLoadCredential=${credential.name}:${credential.path}` : "";
  const low = plan.lowPorts ? "\nAmbientCapabilities=CAP_NET_BIND_SERVICE" : "";
  return `[Unit]
Description=${plan.description}
After=network-online.target
Wants=network-online.target${needs}

[Service]
Type=forking
User=${plan.owner}
Group=${plan.owner}${low}${secret}
WorkingDirectory=${plan.homeLink}${binds}
Environment=JAVA_HOME=${javaHome}
Environment="JAVA_OPTS=${plan.javaOpts}"${memory}
ExecStart=${plan.homeLink}/${plan.script} start
${renderStop(plan)}
PIDFile=${plan.homeLink}/wso2carbon.pid
SuccessExitStatus=143
TimeoutStartSec=120
TimeoutStopSec=${longestStopSec}
LimitNOFILE=65535
Restart=on-failure
RestartSec=5

[Install]
WantedBy=multi-user.target
`;
}

/**
 * The product's script sends its JVM a SIGTERM. Where a file system of other machines is bound into the unit, systemd
 * does: it would bind that for the script anew, and wait for a server that is gone.
 */
function renderStop({ homeLink, script, mount }: UnitPlan): string {
  return mount === undefined ? `ExecStop=${homeLink}/${script} stop` : "KillMode=mixed";
}

/** Characters that would end the quoted Environment= line or be expanded by systemd. */
export const javaOptsPattern = /^[^"\\\n%$]*$/;
