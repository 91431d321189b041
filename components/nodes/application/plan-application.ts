import type { SshTarget } from "../../remote/ssh-target";
import type { ResolvedLimits } from "../../rolling/limits";
import type { ChangedFile } from "../changed-file";
import type { Distribution } from "../distribution";
import type { Change, ManagedService, Readiness, ServicePlan } from "../service-plan";
import { fillIn } from "./fill-in";

/** Any application of one version: what it consists of, what runs it, when it can serve. */
export interface Application {
  readonly version: string;
  /** In the order in which they are stopped; they are started in reverse. */
  readonly services: readonly ManagedService[];
  readonly distribution?: Distribution;
  /** Symlink that is turned to the distribution's folder. */
  readonly link?: string;
  /** `{{version}}`, `{{node}}`, `{{address}}` and `{{variables.NAME}}` in paths and contents are filled in. */
  readonly files: readonly ChangedFile[];
  /** `sh`, as root, after the files; gets `WSO2_VERSION`, `WSO2_NODE`, `WSO2_HOME` and `VAR_<NAME>`. */
  readonly script?: { readonly text: string; readonly timeoutSec: number };
  readonly readiness: Readiness;
  /** Open while it serves, closed once it has stopped. */
  readonly ports: readonly number[];
  readonly logPath?: string;
}

/** The node that an application runs on. */
export interface ApplicationNode {
  readonly target: SshTarget;
  readonly variables: Readonly<Record<string, string>>;
}

export function planApplication(
  application: Application,
  { target, variables }: ApplicationNode,
  limits: Pick<ResolvedLimits, "startTimeoutSec" | "stopTimeoutSec">,
): ServicePlan {
  const { version, services, distribution, readiness, ports, logPath } = application;
  const facts = { version, node: target.name, address: target.host, variables };
  const change: Change = {
    ...planLink(application),
    files: application.files.map((file) => ({
      ...file,
      path: fillIn(file.path, facts),
      content: fillIn(file.content, facts),
    })),
    ...(application.script ? { script: application.script } : {}),
    environment: planEnvironment(application, { target, variables }),
  };
  return {
    target,
    version,
    services,
    ...(distribution ? { distribution } : {}),
    change,
    readiness,
    ports,
    ...(logPath ? { logPath: fillIn(logPath, facts) } : {}),
    startTimeoutSec: limits.startTimeoutSec,
    stopTimeoutSec: limits.stopTimeoutSec,
  };
}

function planLink({ link, distribution }: Application): Pick<Change, "link"> {
  if (!link || !distribution) return {};
  return { link: { path: link, to: `${distribution.directory}/${distribution.name}` } };
}

/** No address: where a node is reached is no reason to roll. */
function planEnvironment(
  { version, distribution }: Application,
  { target, variables }: ApplicationNode,
): Record<string, string> {
  return {
    WSO2_NODE: target.name,
    WSO2_VERSION: version,
    ...(distribution ? { WSO2_HOME: `${distribution.directory}/${distribution.name}` } : {}),
    ...Object.fromEntries(
      Object.entries(variables).map(([name, value]) => [`VAR_${name.toUpperCase()}`, value]),
    ),
  };
}
