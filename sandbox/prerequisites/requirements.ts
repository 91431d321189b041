import { existsSync } from "node:fs";
import { findBrowser } from "../browser/find-browser";
import { hasModules, hasProgram, programRelease } from "./find-program";
import type { OperatingSystem } from "./operating-system";

/** One thing the sandbox needs from this computer. */
export interface Requirement {
  /** As a user would look for it: a command, mostly. */
  readonly name: string;
  /** What for, to go on with "needed to". */
  readonly purpose: string;
  /** Debian packages that bring it. */
  packages(system: OperatingSystem): readonly string[];
  isPresent(): boolean | Promise<boolean>;
}

function command(name: string, packageName: string, purpose: string): Requirement {
  return { name, purpose, packages: () => [packageName], isPresent: () => hasProgram(name) };
}

/** Java 17 runs on the machines; any newer compiler can build for it. */
const oldestJdk = 17;

const keyring = "/usr/share/keyrings/debian-archive-keyring.gpg";

/** Go isn't one: `ensureGo` gets it only where no engine and no Go is to be had otherwise. */
export const requirements: readonly Requirement[] = [
  command("systemd-nspawn", "systemd-container", "run machines"),
  command("mmdebstrap", "mmdebstrap", "build the machine image"),
  {
    name: "Debian's archive keys",
    purpose: "build the machine image",
    packages: () => ["debian-archive-keyring"],
    isPresent: () => existsSync(keyring),
  },
  command("ip", "iproute2", "connect machines"),
  command("ssh", "openssh-client", "log in to machines"),
  command("ssh-keygen", "openssh-client", "make keys"),
  {
    name: "python3 with venv",
    purpose: "run the AWS API",
    packages: () => ["python3", "python3-venv"],
    isPresent: () => hasModules("python3", ["venv", "ensurepip"]),
  },
  {
    name: `a JDK, ${oldestJdk} or newer`,
    purpose: "build the WSO2 stand-in",
    packages: ({ isUbuntu, release }) =>
      !isUbuntu && (release === 0 || release > 12) ? ["default-jdk-headless"] : ["openjdk-17-jdk-headless"],
    isPresent: async () => (await programRelease("javac", ["-version"])) >= oldestJdk,
  },
  command("mvn", "maven", "build the WSO2 stand-in"),
  command("zip", "zip", "pack distributions"),
  command("unzip", "unzip", "unpack distributions"),
];

/** What the management console is opened with. */
export const browserRequirements: readonly Requirement[] = [
  {
    name: "chromium",
    purpose: "open the management console",
    // Ubuntu's package is a snap, which looks for its certificates elsewhere: any other Chrome on PATH will do.
    packages: ({ isUbuntu }) => (isUbuntu ? ["chromium-browser"] : ["chromium"]),
    isPresent: () => findBrowser() !== undefined,
  },
  command("certutil", "libnss3-tools", "let the browser verify the stack's certificate"),
];

/** What the tests need besides: real programs that check what was rendered. */
export const testRequirements: readonly Requirement[] = [
  command("haproxy", "haproxy", "check rendered configuration"),
  command("openssl", "openssl", "check certificates"),
  ...browserRequirements,
];
