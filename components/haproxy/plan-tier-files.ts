import { haproxyPaths } from "./haproxy-paths";
import type { HaproxyPlan } from "./haproxy-plan";
import { renderStatsCredentials } from "./render-pages";
import type { TierStatistics } from "./tier-input";

/** Texts in PEM. */
export interface TierCertificates {
  readonly certificate: string;
  readonly privateKey: string;
  /** Who has signed it, and so on up; empty where that is not given. */
  readonly chain: string;
  /** All roots that nodes' certificates may be signed by; two while a root changes. */
  readonly trusted: string;
}

/** The files that the configuration names. */
export function planTierFiles(
  { certificate, privateKey, chain, trusted }: TierCertificates,
  statistics?: Pick<TierStatistics, "user"> & { readonly password: string },
): HaproxyPlan["files"] {
  const { caFile, certificateFile, statsCredentialsFile } = haproxyPaths;
  return [
    { path: caFile, content: trusted, mode: "0644" },
    { path: certificateFile, content: [certificate, chain, privateKey].map(withEnd).join(""), mode: "0600" },
    ...(statistics
      ? [
          {
            path: statsCredentialsFile,
            content: renderStatsCredentials(statistics.user ?? "admin", statistics.password),
            mode: "0600",
          },
        ]
      : []),
  ];
}

/** A file that somebody gave may end without a line's end, and the next one would begin in its last line. */
function withEnd(pem: string): string {
  return pem === "" || pem.endsWith("\n") ? pem : `${pem}\n`;
}
