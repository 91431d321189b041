import type { SshTarget } from "../remote/ssh-target";
import type { InventoryHost } from "./inventory";

/** Private keys, OpenSSH format. */
export interface SshKeys {
  readonly default: string;
  /** By the name that an inventory calls them. */
  readonly named: Readonly<Record<string, string>>;
}

/** The way to a host. @throws Error when the host's key was not given. */
export function sshTarget(host: InventoryHost, keys: SshKeys): SshTarget {
  const privateKey = host.key === undefined ? keys.default : keys.named[host.key];
  if (privateKey === undefined) throw new Error(`no SSH key ${host.key} for ${host.name}`);
  const { name, address, port, user, hostKey, jump } = host;
  return {
    name,
    host: address,
    port,
    user,
    privateKey,
    hostKey,
    ...(jump ? { jump: sshTarget(jump, keys) } : {}),
  };
}
