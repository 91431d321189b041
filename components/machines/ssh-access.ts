import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import * as tls from "@pulumi/tls";
import type { SshTarget } from "../remote/ssh-target";

/** A machine to go through on the way to the others. */
export interface SshJump {
  readonly host: string;
  /** @default 22 */
  readonly port?: number;
  readonly user: string;
  /** Public host key, `ssh-ed25519 AAAA...`. */
  readonly hostKey: string;
  /** Private key, OpenSSH format. */
  readonly privateKey: string;
}

export interface SshAccessArgs {
  /** Login user of the image. @default admin, as on Debian's images */
  user?: string;
  jump?: pulumi.Input<SshJump>;
  tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}

/** The one key that the roll program logs in with, and the way to the machines. */
export class SshAccess extends pulumi.ComponentResource {
  readonly keyName: pulumi.Output<string>;
  /** Secret, OpenSSH format. */
  readonly privateKey: pulumi.Output<string>;
  readonly user: string;
  readonly jump: pulumi.Output<SshTarget | undefined>;

  constructor(name: string, args: SshAccessArgs = {}, opts?: pulumi.ComponentResourceOptions) {
    super("wso2:index:SshAccess", name, {}, opts);
    const key = new tls.PrivateKey(name, { algorithm: "ED25519" }, { parent: this });
    const pair = new aws.ec2.KeyPair(
      name,
      { publicKey: key.publicKeyOpenssh, tags: args.tags },
      { parent: this },
    );
    this.keyName = pair.keyName;
    this.privateKey = pulumi.secret(key.privateKeyOpenssh);
    this.user = args.user ?? "admin";
    this.jump = pulumi.secret(
      pulumi.output(args.jump).apply((jump) => (jump ? { name: "jump", ...jump } : undefined)),
    );
    this.registerOutputs({ keyName: this.keyName });
  }
}
