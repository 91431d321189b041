import type { SshTarget } from "../../components/remote/ssh-target";

/** The machines that every contender rolls, and what runs on them. */
export interface Estate {
  readonly nodes: readonly SshTarget[];
  readonly balancers: readonly SshTarget[];
  readonly backend: string;
  readonly trafficPort: number;
  readonly unit: string;
  /** Where versions are unpacked, by whom, and the link to the one that runs. */
  readonly directory: string;
  readonly owner: string;
  readonly homeLink: string;
  /** Files of the version's folder: text that differs from node to node in the node's name at most. */
  readonly configuration: readonly string[];
  readonly stores: readonly string[];
}

/** A distribution that no node has yet. */
export interface Release {
  /** Path of the zip. */
  readonly pack: string;
  /** Its one folder. */
  readonly folder: string;
}
