import type { MachineFile, SshTarget } from "../remote/ssh-target";
import type { HaproxyConfig } from "./config-model";

/** `configure-haproxy`: makes one HAProxy run the configuration, without a gap. */
export interface HaproxyPlan {
  readonly target: SshTarget;
  readonly config: HaproxyConfig;
  /** Certificates and CA files that the configuration names. */
  readonly files: readonly MachineFile[];
  /** The other balancers: what they know of a server's admin state, a new one takes over. */
  readonly peers: readonly { readonly name: string; readonly ssh: SshTarget; readonly socketPath: string }[];
}
