import { readFileSync } from "node:fs";

export interface OperatingSystem {
  /** For messages: `Debian GNU/Linux 12 (bookworm)`. */
  readonly label: string;
  /** True where apt-get installs packages with Debian's names. */
  readonly hasApt: boolean;
  readonly isUbuntu: boolean;
  /** Main number of the release; 0 when it says none (testing, unstable). */
  readonly release: number;
}

function readField(text: string, name: string): string {
  const value = new RegExp(`^${name}=(.*)$`, "m").exec(text)?.[1] ?? "";
  return value.replace(/^(["'])(.*)\1$/, "$2");
}

/** Reads the text of /etc/os-release. */
export function parseOsRelease(text: string): OperatingSystem {
  const families = [readField(text, "ID"), ...readField(text, "ID_LIKE").split(" ")];
  return {
    label: readField(text, "PRETTY_NAME") || readField(text, "ID") || "an unknown Linux",
    hasApt: families.includes("debian") || families.includes("ubuntu"),
    isUbuntu: families.includes("ubuntu"),
    release: Number.parseInt(readField(text, "VERSION_ID"), 10) || 0,
  };
}

export function detectOperatingSystem(): OperatingSystem {
  try {
    return parseOsRelease(readFileSync("/etc/os-release", "utf8"));
  } catch {
    return { label: process.platform, hasApt: false, isUbuntu: false, release: 0 };
  }
}
