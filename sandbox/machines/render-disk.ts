import { apiAddress } from "../metadata/addresses";
import type { MachineSpec } from "./types";

/** A file on a machine's disk that cloud-init would write on EC2. */
export interface DiskFile {
  readonly path: string;
  readonly content: string;
  readonly mode: number;
  /** Numeric user and group. @default 0 */
  readonly owner?: number;
}

/** The user id the image gives to `admin`. */
export const adminUid = 1000;

function renderHosts(spec: MachineSpec): string {
  const short = spec.hostname.split(".")[0];
  const names = short === spec.hostname ? short : `${spec.hostname} ${short}`;
  return `127.0.0.1 localhost\n${spec.addresses[0]} ${names}\n::1 localhost ip6-localhost ip6-loopback\n`;
}

/** Who asks AWS on a machine, asks the sandbox's: its CLI and SDKs read this file. */
const awsConfig = `[default]\nendpoint_url = http://${apiAddress}\n`;

export function renderDisk(spec: MachineSpec): DiskFile[] {
  const keys = spec.authorizedKeys.map((key) => `${key.trim()}\n`).join("");
  return [
    { path: "etc/hostname", content: `${spec.hostname}\n`, mode: 0o644 },
    { path: "etc/hosts", content: renderHosts(spec), mode: 0o644 },
    { path: "etc/sandbox-image", content: `${spec.imageLabel}\n`, mode: 0o644 },
    { path: "root/.aws/config", content: awsConfig, mode: 0o600 },
    { path: "home/admin/.ssh/authorized_keys", content: keys, mode: 0o600, owner: adminUid },
  ];
}
