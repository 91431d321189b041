import type { ServicePlan } from "../nodes/service-plan";
import type { SshTarget } from "../remote/ssh-target";
import type { ResolvedLimits } from "../rolling/limits";
import { planSite } from "./plan-site";
import { renderApacheConfig } from "./render-config";
import { type ApacheSite, apacheFiles, apacheReadinessPath } from "./site-model";

/** What one machine's Apache is made of. */
export interface ApacheFacts {
  readonly target: SshTarget;
  readonly certificatePem: string;
  readonly privateKeyPem: string;
  /** Of the nodes' certificates. */
  readonly caPem: string;
  readonly limits: Pick<ResolvedLimits, "startTimeoutSec" | "stopTimeoutSec">;
}

/** Debian's own service with a configuration of ours, which `apachectl` judges before the start. */
export function planApacheService(
  site: ApacheSite,
  { target, certificatePem, privateKeyPem, caPem, limits }: ApacheFacts,
): ServicePlan {
  const settings = planSite(site);
  const file = (path: string, content: string, mode = "644") => ({ path, content, mode });
  return {
    target,
    version: "2.4",
    services: [{ manager: "systemd", name: "apache2.service" }],
    change: {
      files: [
        file(apacheFiles.certificate, certificatePem),
        file(apacheFiles.key, privateKeyPem, "600"),
        file(apacheFiles.ca, caPem),
        file(apacheFiles.config, renderApacheConfig(settings)),
      ],
      script: { text: "apachectl configtest\nsystemctl enable --quiet apache2.service", timeoutSec: 60 },
      environment: {},
    },
    readiness: {
      scheme: site.tls ? "https" : "http",
      port: settings.port,
      path: apacheReadinessPath,
      host: site.host,
      expectStatus: 200,
    },
    ports: [settings.port],
    logPath: "/var/log/apache2/error.log",
    startTimeoutSec: limits.startTimeoutSec,
    stopTimeoutSec: limits.stopTimeoutSec,
  };
}
