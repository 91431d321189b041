import type { ElbHealthCheck } from "./elb-model";

/** The checks of a backend and what every server line adds to take part in them. */
export interface RenderedHealthCheck {
  readonly lines: readonly string[];
  readonly serverOptions: string;
}

/** HAProxy's form of a classic ELB health check. Certificates of instances are not verified, as there. */
export function renderHealthCheck(check: ElbHealthCheck): RenderedHealthCheck {
  const pace = `check inter ${check.intervalSec}s rise ${check.healthyThreshold} fall ${check.unhealthyThreshold}`;
  const timeout = `timeout check ${check.timeoutSec}s`;
  const http = [
    "option httpchk",
    `http-check send meth GET uri ${check.path ?? "/"} ver HTTP/1.1 hdr Host %[srv_name] hdr User-Agent ELB-HealthChecker/1.0`,
    "http-check expect status 200",
  ];
  switch (check.protocol) {
    case "HTTP":
      return { lines: [timeout, ...http], serverOptions: pace };
    case "HTTPS":
      return { lines: [timeout, ...http], serverOptions: `${pace} check-ssl verify none` };
    case "TCP":
      return { lines: [timeout, "option tcp-check"], serverOptions: pace };
    case "SSL":
      return { lines: [timeout, "option tcp-check"], serverOptions: `${pace} check-ssl verify none` };
  }
}
