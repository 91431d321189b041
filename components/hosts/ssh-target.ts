import * as pulumi from "@pulumi/pulumi";
import { checkPrivateKey } from "../remote/ssh/private-key";
import type { SshTarget } from "../remote/ssh-target";
import { failOnProblems } from "../validation/fail-on-problems";
import type { Problem } from "../validation/problems";
import type { InventoryHost } from "./inventory";

/** Private keys, OpenSSH format. */
export interface SshKeys {
  readonly default: string;
  /** By the name that an inventory calls them. */
  readonly named: Readonly<Record<string, string>>;
}

/** What is wrong with the keys; never a part of one. */
export function checkKeys(keys: SshKeys): Problem[] {
  const all: [string, string][] = [["keys.default", keys.default]];
  for (const [name, key] of Object.entries(keys.named)) all.push([`keys.named.${name}`, key]);
  return all.flatMap(([propertyPath, key]) => {
    const checked = checkPrivateKey(key);
    return "problem" in checked ? [{ propertyPath, reason: checked.problem }] : [];
  });
}

/** Checked as early as they are known. @throws pulumi.InputPropertiesError for a key that can't log in */
export function checkedKeys(subject: string, keys: pulumi.Input<SshKeys>): pulumi.Output<SshKeys> {
  const check = (known: SshKeys) => {
    failOnProblems(subject, checkKeys(known));
    return known;
  };
  const isLater = pulumi.Output.isInstance(keys) || keys instanceof Promise;
  if (!isLater) check(keys as SshKeys);
  return pulumi.output(keys).apply((known) => check(known as SshKeys));
}

/** The way to a host. @throws Error when the host's key was not given. */
export function sshTarget(host: InventoryHost, keys: SshKeys): SshTarget {
  const privateKey = host.key === undefined ? keys.default : keys.named[host.key];
  if (privateKey === undefined) throw new Error(`no SSH key ${host.key} for ${host.name}`);
  const { name, address, port, user, hostKey, jump, proxyCommand } = host;
  return {
    name,
    host: address,
    port,
    user,
    privateKey,
    hostKey,
    ...(jump ? { jump: sshTarget(jump, keys) } : {}),
    ...(proxyCommand ? { proxyCommand } : {}),
  };
}
