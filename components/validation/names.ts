import { isIPv4, isIPv6 } from "node:net";

/** What a value must look like, and how a message says so. */
export interface Rule {
  readonly pattern: RegExp;
  readonly meaning: string;
}

/**
 * The rules for what machines, people and variables are called: the same in an inventory, in Consul, in a stack's
 * configuration and in the plans, so that what is taken in one place is taken in all of them.
 */
export const nameRules = {
  /** Of machines, groups, keys, balancers, backends and servers. */
  name: {
    pattern: /^[A-Za-z0-9_][A-Za-z0-9_.@:-]{0,127}$/,
    meaning: "a name of letters, digits and _ . @ : -",
  },
  /** Of a directory service, too: `svc@corp.example`, `CORP\svc`, `CORP+svc`, `svc$`. */
  user: {
    pattern: /^[A-Za-z0-9_][A-Za-z0-9_.@:\\+$%#-]{0,127}$/,
    meaning: "a user's name, without blanks and quotes",
  },
  /** `user:group` */
  owner: {
    pattern: /^[A-Za-z0-9_.][A-Za-z0-9_.@\\+$%#-]*:[A-Za-z0-9_.][A-Za-z0-9_.@\\+$%#-]*$/,
    meaning: "user:group",
  },
  /** A shell takes it. */
  variable: { pattern: /^[A-Za-z_][A-Za-z0-9_]*$/, meaning: "a name of letters, digits and _" },
  /** As known_hosts and `.pub` files have it. */
  hostKey: {
    pattern: /^[a-z0-9@.-]+ [A-Za-z0-9+/=]+(\s.*)?$/s,
    meaning: "a public key, `ssh-ed25519 AAAA...`,",
  },
  /** OpenSSH's ProxyCommand, in one line. */
  proxyCommand: {
    pattern: /^(?:[^%\n\r]|%[%hnpr]){1,4000}$/,
    meaning: "a command line, with no other % than %h %p %r %n and %%,",
  },
} satisfies Record<string, Rule>;

/** What an address must be, for messages. */
export const addressMeaning = "a host name or an IP address";

const hostName = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,252}$/;
const fourNumbers = /^\d+(\.\d+){3}$/;

/**
 * A host name or an IP address as SSH takes it: an IPv6 address without its brackets, a zone after `%`.
 *
 * @returns undefined for anything else.
 */
export function readAddress(text: string): string | undefined {
  const inner = /^\[(.*)\]$/.exec(text)?.[1];
  if (inner !== undefined) return isIPv6(inner) ? inner : undefined;
  if (isIPv6(text)) return text;
  if (fourNumbers.test(text)) return isIPv4(text) ? text : undefined;
  return hostName.test(text) ? text : undefined;
}
