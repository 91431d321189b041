import type { RollPart } from "../remote/roll-part";
import type { SshTarget } from "../remote/ssh-target";
import type { Package } from "../rolling/host-provider";

/** `prepare`: first contact with a new instance. */
export interface MachinePlan extends RollPart {
  readonly target: SshTarget;
  /** Private host key that the machine keeps for good, OpenSSH format. */
  readonly hostPrivateKey: string;
  readonly hostname: string;
  /** Debian packages to have, each known by a command that it brings. */
  readonly packages: readonly Package[];
  /** Groups that `user` joins once their package is there (`haproxy`). */
  readonly groups: readonly string[];
  /** Limit for sshd to answer on the new instance. */
  readonly bootTimeoutSec: number;
}
