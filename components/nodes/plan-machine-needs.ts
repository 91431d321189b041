import type { MachineNeeds } from "../remote/machine-needs";
import type { Distribution } from "./distribution";
import type { StopPlan } from "./service-plan";

/** Where zips are kept on their way, and what is beside a new version is unpacked. */
const smallestKb = 65_536;

/** What a distribution needs on a node. How big it is when unpacked, staging itself asks the zip. */
export function planDistributionNeeds({ source, directory }: Distribution): MachineNeeds {
  return {
    programs: ["unzip", "awk", "df", "useradd", ...(source.startsWith("https:") ? ["curl"] : [])],
    writes: [directory, "/var/cache/pulumi-wso2"],
    free: { path: directory, kb: smallestKb },
  };
}

const managerPrograms = {
  systemd: ["systemctl"],
  monit: ["monit"],
  script: ["setsid"],
} as const;

/** What an application needs on a node. */
export function planApplicationNeeds({
  services,
  distribution,
  files,
  readiness,
}: {
  readonly services: StopPlan["services"];
  readonly distribution?: Distribution;
  readonly files: readonly { readonly path: string }[];
  readonly readiness: { readonly address?: string; readonly port: number };
}): MachineNeeds {
  const brought: MachineNeeds = distribution ? planDistributionNeeds(distribution) : {};
  return {
    ...brought,
    programs: [
      ...new Set([
        "ss",
        "ps",
        ...services.flatMap(({ manager }) => managerPrograms[manager]),
        ...(brought.programs ?? []),
      ]),
    ],
    writes: [...(brought.writes ?? []), ...files.map(({ path }) => path)],
    tcp: { host: readiness.address ?? "127.0.0.1", port: readiness.port },
  };
}
