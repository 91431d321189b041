import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import * as tls from "@pulumi/tls";
import { checkPrivateKey } from "../remote/ssh/private-key";
import type { SshTarget } from "../remote/ssh-target";
import { failOnProblems } from "../validation/fail-on-problems";
import { nameRules } from "../validation/names";
import { type Problem, Problems } from "../validation/problems";

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
  /** How it is reached itself: OpenSSH's ProxyCommand. @default directly */
  readonly proxyCommand?: string;
}

/** Who logs in on the machines, and by which way. */
export interface SshAccessArgs {
  /** Login user of the image. @default admin, as on Debian's images */
  user?: string;
  /** A machine to go through on the way to the others. @default they are reached directly */
  jump?: pulumi.Input<SshJump>;
  /**
   * A command of the computer that runs `pulumi up`, whose input and output are the connection to a machine, in place
   * of `jump`: OpenSSH's ProxyCommand, with `%h` (address), `%p` (port), `%r` (user), `%n` (name) and `%%`.
   * @example "aws ec2-instance-connect open-tunnel --private-ip-address %h --remote-port %p --instance-connect-endpoint-id eice-0123"
   * @default none
   */
  proxyCommand?: pulumi.Input<string>;
  /** Of the key pair in EC2. @default none */
  tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}

/** The one key that the roll program logs in with, and the way to the machines. */
export class SshAccess extends pulumi.ComponentResource {
  readonly keyName: pulumi.Output<string>;
  /** Secret, OpenSSH format. */
  readonly privateKey: pulumi.Output<string>;
  readonly user: string;
  readonly jump: pulumi.Output<SshTarget | undefined>;
  readonly proxyCommand: pulumi.Output<string | undefined>;

  constructor(name: string, args: SshAccessArgs = {}, opts?: pulumi.ComponentResourceOptions) {
    const { jump: given } = args;
    const isLater = pulumi.Output.isInstance(given) || given instanceof Promise;
    failOnProblems(`SshAccess ${name}`, checkAccess(args, isLater ? undefined : given));
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
      pulumi.output(args.jump).apply((jump) => {
        failOnProblems(`SshAccess ${name}`, checkAccess(args, jump));
        return jump ? { name: "jump", ...jump } : undefined;
      }),
    );
    this.proxyCommand = pulumi.output(args.proxyCommand);
    this.registerOutputs({ keyName: this.keyName });
  }
}

/** @param jump As far as it is known. */
function checkAccess(
  { proxyCommand, jump: given }: SshAccessArgs,
  jump: SshJump | undefined,
): readonly Problem[] {
  const problems = new Problems();
  const { pattern, meaning } = nameRules.proxyCommand;
  const plain = typeof proxyCommand === "string" ? proxyCommand : undefined;
  const commands = { proxyCommand: plain, "jump.proxyCommand": jump?.proxyCommand };
  for (const [at, command] of Object.entries(commands)) {
    if (command !== undefined) problems.require(pattern.test(command), at, `${meaning} is needed`);
  }
  problems.require(
    proxyCommand === undefined || given === undefined,
    "proxyCommand",
    "is set, and so is jump; machines are reached by one of them (a jump host may have a proxyCommand of its own)",
  );
  const key = jump && checkPrivateKey(jump.privateKey);
  if (key && "problem" in key) problems.require(false, "jump.privateKey", key.problem);
  return problems.list;
}
