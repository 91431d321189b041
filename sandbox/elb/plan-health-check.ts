import type { HealthCheck } from "@aws-sdk/client-elastic-load-balancing";
import { UnsupportedElbError } from "./elb-description";
import type { ElbHealthCheck } from "./elb-model";

const targetPattern = /^(HTTP|HTTPS|TCP|SSL):(\d+)(\/.*)?$/;

/**
 * Reads a health check; its target is `HTTP:8080/ready` or `TCP:443`.
 *
 * @throws UnsupportedElbError when the target has another form.
 */
export function planHealthCheck(name: string, check: HealthCheck | undefined): ElbHealthCheck {
  const match = targetPattern.exec(check?.Target ?? "");
  if (!check || !match) {
    throw new UnsupportedElbError(
      `${name}: health check target "${check?.Target}" is not PROTOCOL:port or PROTOCOL:port/path`,
    );
  }
  const [, protocol, port, path] = match;
  return {
    protocol: protocol as ElbHealthCheck["protocol"],
    port: Number(port),
    path,
    intervalSec: check.Interval ?? 30,
    timeoutSec: check.Timeout ?? 5,
    healthyThreshold: check.HealthyThreshold ?? 10,
    unhealthyThreshold: check.UnhealthyThreshold ?? 2,
  };
}
