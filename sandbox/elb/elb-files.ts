import { createHash } from "node:crypto";

/** Where the data plane keeps its files in its machine. */
export const elbFiles = {
  config: "/etc/haproxy/haproxy.cfg",
  candidate: "/etc/haproxy/haproxy.cfg.candidate",
  certificates: "/etc/haproxy/elb-certificates",
  state: "/var/lib/haproxy/elb-state",
  masterSocket: "/run/haproxy-master.sock",
  /** Digest of what runs; on a tmpfs, so a restarted machine is configured again. */
  applied: "/run/elb-applied",
} as const;

/** The bundle (certificate, chain, key) of an IAM server certificate. */
export function certificateFile(arn: string): string {
  const digest = createHash("sha256").update(arn).digest("hex").slice(0, 12);
  return `${elbFiles.certificates}/${digest}.pem`;
}
