import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

/** What the program is given to put there. */
export interface StackProgramKeys {
  readonly certificate: { readonly certificateBody: string; readonly privateKey: string };
  readonly publicKey: string;
}

/** What changes from one update to the next. */
export interface StackProgramSettings {
  readonly image: string;
  readonly instanceType?: string;
  readonly instancePort?: number;
}

/** An instance that takes on a lasting network interface, behind a load balancer with both policies. */
export const awsProgram =
  (
    { certificate, publicKey }: StackProgramKeys,
    { image, instanceType = "t3.medium", instancePort = 80 }: StackProgramSettings,
  ) =>
  async () => {
    const ami = aws.ec2.getAmiOutput({
      owners: ["136693071363"],
      filters: [{ name: "name", values: [image] }],
      mostRecent: true,
    });
    const regional = [{ name: "opt-in-status", values: ["opt-in-not-required"] }];
    const zones = aws.getAvailabilityZonesOutput({ state: "available", filters: regional });
    const vpc = new aws.ec2.Vpc("vpc", { cidrBlock: "10.42.0.0/16" });
    const subnet = new aws.ec2.Subnet("subnet", {
      vpcId: vpc.id,
      cidrBlock: "10.42.1.0/24",
      availabilityZone: zones.names.apply((names) => names[1] ?? ""),
    });
    const group = new aws.ec2.SecurityGroup("group", { vpcId: vpc.id });
    const rule = { securityGroupId: group.id, ipProtocol: "tcp", fromPort: 80, toPort: 80 };
    new aws.vpc.SecurityGroupIngressRule("rule", { ...rule, cidrIpv4: "10.42.0.0/16" });
    const address = new aws.ec2.NetworkInterface("address", {
      subnetId: subnet.id,
      securityGroups: [group.id],
    });
    const key = new aws.ec2.KeyPair("key", { publicKey });
    const instance = new aws.ec2.Instance(
      "instance",
      {
        ami: ami.id,
        instanceType,
        keyName: key.keyName,
        primaryNetworkInterface: { networkInterfaceId: address.id },
        rootBlockDevice: { encrypted: true, volumeType: "gp3", volumeSize: 20 },
      },
      { deleteBeforeReplace: true, replaceOnChanges: ["instanceType"] },
    );
    const edge = new aws.iam.ServerCertificate("edge", {
      certificateBody: certificate.certificateBody,
      privateKey: pulumi.secret(certificate.privateKey),
    });
    const balancer = new aws.elb.LoadBalancer("balancer", {
      subnets: [subnet.id],
      securityGroups: [group.id],
      listeners: [
        { lbPort: 80, lbProtocol: "http", instancePort, instanceProtocol: "http" },
        {
          lbPort: 443,
          lbProtocol: "https",
          instancePort: 80,
          instanceProtocol: "http",
          sslCertificateId: edge.arn,
        },
      ],
      healthCheck: {
        target: "HTTP:80/",
        interval: 5,
        timeout: 2,
        healthyThreshold: 2,
        unhealthyThreshold: 2,
      },
    });
    const policy = (name: string, policyTypeName: string, attribute: { name: string; value: string }) =>
      new aws.elb.LoadBalancerPolicy(name, {
        loadBalancerName: balancer.name,
        policyName: name,
        policyTypeName,
        policyAttributes: [attribute],
      }).policyName;
    new aws.elb.ListenerPolicy("listener", {
      loadBalancerName: balancer.name,
      loadBalancerPort: 443,
      policyNames: [
        policy("tls", "SSLNegotiationPolicyType", {
          name: "Reference-Security-Policy",
          value: "ELBSecurityPolicy-TLS-1-2-2017-01",
        }),
        policy("stickiness", "AppCookieStickinessPolicyType", { name: "CookieName", value: "JSESSIONID" }),
      ],
    });
    new aws.elb.Attachment("attachment", { elb: balancer.name, instance: instance.id });
    return { instanceId: instance.id, privateIp: instance.privateIp, zone: instance.availabilityZone };
  };
