import { type Problem, Problems } from "../validation/problems";

/** TLS policies of the classic ELB that allow TLS 1.2 at least; it has none with TLS 1.3. */
export const tlsPolicies = ["ELBSecurityPolicy-TLS-1-2-2017-01"] as const;

/** One port of the load balancer and where it goes. */
export interface ListenerPlan {
  readonly key: "http" | "https";
  readonly lbPort: number;
  readonly lbProtocol: "http" | "https";
  readonly instancePort: number;
  readonly instanceProtocol: "http" | "https";
  /**
   * The whole list of policies of this listener. Setting a list replaces the one before,
   * so stickiness and TLS policy must stand in one.
   */
  readonly policies: readonly ("stickiness" | "tls")[];
}

export interface HealthCheckPlan {
  /** `HTTP:port/path`; only an exact 200 is healthy. Or `TCP:port`. */
  readonly target: string;
  readonly intervalSec: number;
  readonly timeoutSec: number;
  readonly healthyThreshold: number;
  readonly unhealthyThreshold: number;
}

/** HTTP 80 and HTTPS 443, both sticky on the application's cookie, 443 encrypted on to the instances. */
export function planListeners(instancePorts: { http: number; https: number }): ListenerPlan[] {
  return [
    {
      key: "http",
      lbPort: 80,
      lbProtocol: "http",
      instancePort: instancePorts.http,
      instanceProtocol: "http",
      policies: ["stickiness"],
    },
    {
      key: "https",
      lbPort: 443,
      lbProtocol: "https",
      instancePort: instancePorts.https,
      instanceProtocol: "https",
      policies: ["stickiness", "tls"],
    },
  ];
}

/** What is wrong; limits from the ELB API reference, name of 32 characters less AWS's own suffix. */
export function checkClassicLoadBalancer(
  name: string,
  check: HealthCheckPlan,
  drainingTimeoutSec: number,
  idleTimeoutSec: number,
): Problem[] {
  const problems = new Problems();
  problems.matches(name, "name", /^[A-Za-z0-9][A-Za-z0-9-]{0,23}$/, "up to 24 letters, digits and hyphens");
  problems.matches(
    check.target,
    "healthCheck.target",
    /^(HTTPS?:\d+\/\S*|TCP:\d+)$/,
    "HTTP:port/path, or TCP:port,",
  );
  problems.integer(check.intervalSec, "healthCheck.intervalSec", 5, 300);
  problems.integer(check.timeoutSec, "healthCheck.timeoutSec", 2, 60);
  problems.require(
    check.timeoutSec < check.intervalSec,
    "healthCheck.timeoutSec",
    `got ${check.timeoutSec}; less than intervalSec (${check.intervalSec}) is needed`,
  );
  problems.integer(check.healthyThreshold, "healthCheck.healthyThreshold", 2, 10);
  problems.integer(check.unhealthyThreshold, "healthCheck.unhealthyThreshold", 2, 10);
  problems.integer(drainingTimeoutSec, "drainingTimeoutSec", 1, 3600);
  problems.integer(idleTimeoutSec, "idleTimeoutSec", 1, 4000);
  return problems.list;
}

/** AWS writes access logs every 5 or every 60 minutes. */
export function checkAccessLogs(intervalMin = 60): Problem[] {
  const problems = new Problems();
  problems.require(
    intervalMin === 5 || intervalMin === 60,
    "accessLogs.intervalMin",
    `got ${intervalMin}; 5 or 60 is needed`,
  );
  return problems.list;
}

/** As AWS wants it. */
export function renderHealthTarget({
  port,
  path,
}: {
  readonly port: number;
  readonly path?: string;
}): string {
  return path === undefined ? `TCP:${port}` : `HTTP:${port}${path}`;
}
