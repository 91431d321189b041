import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import * as tls from "@pulumi/tls";
import type { SshTarget } from "../remote/ssh-target";
import type { SshAccess } from "./ssh-access";

/** What of a machine outlives its instance. */
export interface MachineIdentityArgs {
  /** The machine's key and host name: `node1`. */
  key: string;
  /** Where its network interface is. */
  subnetId: pulumi.Input<string>;
  /** Of the network interface. */
  securityGroupIds: pulumi.Input<string>[];
  /** How the roll program logs in. */
  access: SshAccess;
  /** What must be there first, such as the routes that a new machine fetches its packages by. @default none */
  after?: pulumi.Resource[];
  /** Takes only packets for its own addresses. @default AWS's: true */
  sourceDestCheck?: boolean;
  /** Of the network interface, beside its name. @default none */
  tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}

/** What others know of a machine and what outlives its instance: network interface, address, host key. */
export class MachineIdentity extends pulumi.ComponentResource {
  readonly key: string;
  readonly networkInterfaceId: pulumi.Output<string>;
  readonly address: pulumi.Output<string>;
  readonly hostKey: pulumi.Output<string>;
  /** Secret. */
  readonly hostPrivateKey: pulumi.Output<string>;
  /** How to reach it; secret. */
  readonly ssh: pulumi.Output<SshTarget>;

  constructor(name: string, args: MachineIdentityArgs, opts?: pulumi.ComponentResourceOptions) {
    super("wso2:index:MachineIdentity", name, {}, opts);
    const { access, key } = args;
    const tags = pulumi.output(args.tags ?? {}).apply((own) => ({ Name: name, ...own }));
    const host = new tls.PrivateKey(name, { algorithm: "ED25519" }, { parent: this });
    const networkInterface = new aws.ec2.NetworkInterface(
      name,
      {
        ...{ subnetId: args.subnetId, securityGroups: args.securityGroupIds, description: name, tags },
        ...(args.sourceDestCheck === undefined ? {} : { sourceDestCheck: args.sourceDestCheck }),
      },
      { parent: this, dependsOn: args.after },
    );
    this.key = key;
    this.networkInterfaceId = networkInterface.id;
    this.address = networkInterface.privateIp;
    this.hostKey = host.publicKeyOpenssh.apply((text) => text.trim());
    this.hostPrivateKey = pulumi.secret(host.privateKeyOpenssh);
    this.ssh = pulumi.secret(
      pulumi
        .all([this.address, this.hostKey, access.privateKey, access.jump, access.proxyCommand])
        .apply(([address, hostKey, privateKey, jump, proxyCommand]) => ({
          name: key,
          host: address,
          user: access.user,
          privateKey,
          hostKey,
          ...(jump ? { jump } : {}),
          ...(proxyCommand ? { proxyCommand } : {}),
        })),
    );
    this.registerOutputs({ address: this.address, hostKey: this.hostKey });
  }
}
