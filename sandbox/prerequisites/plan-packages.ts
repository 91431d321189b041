import type { OperatingSystem } from "./operating-system";
import type { Requirement } from "./requirements";

/** Debian packages that bring what is missing: each once, sorted. */
export function planPackages(
  missing: readonly Pick<Requirement, "packages">[],
  system: OperatingSystem,
): string[] {
  return [...new Set(missing.flatMap((requirement) => requirement.packages(system)))].sort();
}

const environment = ["env", "DEBIAN_FRONTEND=noninteractive"] as const;
const waitForLock = ["-o", "DPkg::Lock::Timeout=300"] as const;

/** Arguments after sudo, or for root as they are: reads the package lists anew. */
export function renderUpdate(): [string, ...string[]] {
  return [...environment, "apt-get", ...waitForLock, "update", "-q"];
}

export function renderInstall(packages: readonly string[]): [string, ...string[]] {
  const options = ["install", "-q", "-y", "--no-install-recommends"];
  return [...environment, "apt-get", ...waitForLock, ...options, ...packages];
}

/** The line a user can paste. */
export function renderInstallLine(packages: readonly string[], isRoot: boolean): string {
  const sudo = isRoot ? "" : "sudo ";
  const install = `apt-get install -y --no-install-recommends ${packages.join(" ")}`;
  return `${sudo}apt-get update && ${sudo}${install}`;
}

/** `systemd-nspawn (to run machines), mmdebstrap (to build the machine image)` */
export function renderMissing(missing: readonly Pick<Requirement, "name" | "purpose">[]): string {
  return missing.map(({ name, purpose }) => `${name} (to ${purpose})`).join(", ");
}
