import type { Problem } from "../validation/problems";

/** An SSH host key as known_hosts and `.pub` files have it: `ssh-ed25519 AAAA...`. */
export type HostKeyText = string;

/** A machine that exists already. */
export interface InventoryHost {
  /** Its key in the group: `node1`. */
  readonly name: string;
  /** Host name or IP address. */
  readonly address: string;
  readonly port: number;
  readonly user: string;
  /** Which of the given private keys logs in. @default the default key */
  readonly key?: string;
  readonly hostKey: HostKeyText;
  /** The machine to go through. */
  readonly jump?: InventoryHost;
  /** OpenSSH's ProxyCommand, in place of a machine to go through. */
  readonly proxyCommand?: string;
  /** Of its groups and its own; its own win. */
  readonly variables: Readonly<Record<string, string>>;
}

/** Machines by group, in the order in which the source has them. */
export type Inventory = Readonly<Record<string, readonly InventoryHost[]>>;

/** A host as a source has it, before what it leaves out is filled in. */
export interface RawHost {
  readonly name: string;
  readonly address: string;
  readonly port?: number;
  readonly user?: string;
  readonly key?: string;
  readonly hostKey?: string;
  /** Name of another host. */
  readonly jump?: string;
  /** OpenSSH's ProxyCommand; `none` where the default is not meant. */
  readonly proxyCommand?: string;
  readonly variables: Readonly<Record<string, string>>;
}

/** A host together with where it was said, for messages. */
export interface LocatedHost {
  readonly at: string;
  readonly host: RawHost;
  /** Who says its host key, where that is not the operator: what known_hosts has wins over it. */
  readonly hostKeyFrom?: string;
}

export type RawInventory = Readonly<Record<string, readonly LocatedHost[]>>;

/** What was read, and everything that is wrong with it. */
export interface ParsedInventory {
  readonly groups: RawInventory;
  readonly problems: readonly Problem[];
}
