import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { TierSecurityGroup } from "../network/tier-security-group";

/** Where `InstanceConnect` puts its endpoint. */
export interface InstanceConnectArgs {
  /** The VPC whose machines it reaches. */
  vpcId: pulumi.Input<string>;
  /** A private subnet; the endpoint reaches the machines of the whole VPC from there. */
  subnetId: pulumi.Input<string>;
  /** Of the endpoint and its security group. @default the endpoint's name alone */
  tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}

/**
 * A way to SSH on machines in private subnets, from wherever AWS's API can be reached: an EC2 Instance Connect
 * Endpoint. Nothing is open to the internet; who may use it, IAM says (`ec2-instance-connect:OpenTunnel`). A VPC can
 * have one. The computer that runs `pulumi up` needs AWS CLI version 2.
 */
export class InstanceConnect extends pulumi.ComponentResource {
  /** Where its connections come from: to be let in on port 22. */
  readonly groupId: pulumi.Output<string>;
  /** For `SshAccess`: OpenSSH's ProxyCommand. */
  readonly proxyCommand: pulumi.Output<string>;

  constructor(name: string, args: InstanceConnectArgs, opts?: pulumi.ComponentResourceOptions) {
    super("wso2:index:InstanceConnect", name, {}, opts);
    const group = new TierSecurityGroup(
      `${name}-instance-connect`,
      { vpcId: args.vpcId, description: "EC2 Instance Connect Endpoint", tags: args.tags },
      { parent: this },
    );
    const endpoint = new aws.ec2transitgateway.InstanceConnectEndpoint(
      name,
      {
        subnetId: args.subnetId,
        securityGroupIds: [group.groupId],
        // The machines see the endpoint's own address, which its security group stands for.
        preserveClientIp: false,
        tags: pulumi.output(args.tags ?? {}).apply((own) => ({ Name: name, ...own })),
      },
      { parent: this },
    );
    this.groupId = group.groupId;
    this.proxyCommand = pulumi
      .all([endpoint.id, endpoint.arn])
      .apply(([id, arn]) => renderOpenTunnel(id, arn.split(":")[3] ?? ""));
    this.registerOutputs({ groupId: this.groupId, proxyCommand: this.proxyCommand });
  }
}

/** AWS CLI's command whose input and output are the connection; it ends after an hour at the latest. */
export function renderOpenTunnel(endpointId: string, region: string): string {
  return [
    "aws ec2-instance-connect open-tunnel",
    `--instance-connect-endpoint-id ${endpointId} --region ${region}`,
    "--private-ip-address %h --remote-port %p",
  ].join(" ");
}
