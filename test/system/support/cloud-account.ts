import {
  CreateKeyPairCommand,
  CreateNetworkInterfaceCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
  DeleteNetworkInterfaceCommand,
  DeleteSubnetCommand,
  DeleteVpcCommand,
  DescribeNetworkInterfacesCommand,
  DescribeSubnetsCommand,
  type EC2Client,
  RunInstancesCommand,
} from "@aws-sdk/client-ec2";
import {
  ConfigureHealthCheckCommand,
  CreateLoadBalancerCommand,
  CreateLoadBalancerPolicyCommand,
  type ElasticLoadBalancingClient,
  ModifyLoadBalancerAttributesCommand,
  SetLoadBalancerPoliciesOfListenerCommand,
} from "@aws-sdk/client-elastic-load-balancing";
import { IAMClient, UploadServerCertificateCommand } from "@aws-sdk/client-iam";
import execa from "execa";

/** The newest image of each of Debian's releases. */
const images = { 12: "ami-0deb12020251112a0", 13: "ami-0deb13020251117a0" } as const;

/** A VPC with one subnet and a key pair. */
export async function createNetwork(ec2: EC2Client, cidr: string) {
  const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: cidr }));
  const subnet = await ec2.send(
    new CreateSubnetCommand({ VpcId: Vpc?.VpcId, CidrBlock: cidr, AvailabilityZone: "us-east-1a" }),
  );
  const { KeyMaterial } = await ec2.send(new CreateKeyPairCommand({ KeyName: "operator" }));
  return {
    vpcId: Vpc?.VpcId ?? "",
    subnetId: subnet.Subnet?.SubnetId ?? "",
    privateKey: KeyMaterial ?? "",
  };
}

/** Deletes a VPC with its subnets and network interfaces. */
export async function deleteNetwork(ec2: EC2Client, vpcId: string): Promise<void> {
  const Filters = [{ Name: "vpc-id", Values: [vpcId] }];
  const { NetworkInterfaces = [] } = await ec2.send(new DescribeNetworkInterfacesCommand({ Filters }));
  for (const { NetworkInterfaceId } of NetworkInterfaces) {
    await ec2.send(new DeleteNetworkInterfaceCommand({ NetworkInterfaceId }));
  }
  const { Subnets = [] } = await ec2.send(new DescribeSubnetsCommand({ Filters }));
  for (const { SubnetId } of Subnets) await ec2.send(new DeleteSubnetCommand({ SubnetId }));
  await ec2.send(new DeleteVpcCommand({ VpcId: vpcId }));
}

/** An instance on a network interface of its own. */
export async function runInstance(
  ec2: EC2Client,
  subnetId: string,
  address: string,
  name: string,
  debian: keyof typeof images = 13,
  profile?: string,
) {
  const { NetworkInterface } = await ec2.send(
    new CreateNetworkInterfaceCommand({ SubnetId: subnetId, PrivateIpAddress: address }),
  );
  const { Instances } = await ec2.send(
    new RunInstancesCommand({
      ImageId: images[debian],
      InstanceType: "t3.micro",
      MinCount: 1,
      MaxCount: 1,
      KeyName: "operator",
      ...(profile === undefined ? {} : { IamInstanceProfile: { Name: profile } }),
      NetworkInterfaces: [{ DeviceIndex: 0, NetworkInterfaceId: NetworkInterface?.NetworkInterfaceId }],
      TagSpecifications: [{ ResourceType: "instance", Tags: [{ Key: "Name", Value: name }] }],
    }),
  );
  return Instances?.[0]?.InstanceId ?? "";
}

/** Certificate and key for `elb.example.com`, signed by itself. */
export async function selfSigned(folder: string): Promise<void> {
  const subject = ["-subj", "/CN=elb.example.com", "-addext", "subjectAltName=DNS:elb.example.com"];
  const files = ["-keyout", `${folder}/key.pem`, "-out", `${folder}/cert.pem`];
  const kind = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2"];
  await execa("openssl", ["req", "-x509", ...kind, ...subject, ...files]);
}

export async function uploadCertificate(
  endpoint: string,
  body: string,
  key: string,
  name = "elb",
): Promise<string> {
  const credentials = { accessKeyId: "test", secretAccessKey: "test" };
  const iam = new IAMClient({ endpoint, region: "us-east-1", credentials });
  const uploaded = await iam.send(
    new UploadServerCertificateCommand({
      ServerCertificateName: name,
      CertificateBody: body,
      PrivateKey: key,
    }),
  );
  return uploaded.ServerCertificateMetadata?.Arn ?? "";
}

/** A classic ELB as the library makes it: HTTP and HTTPS, sticky on JSESSIONID, draining. */
export async function createElb(
  elb: ElasticLoadBalancingClient,
  subnetId: string,
  certificateArn: string,
  instancePort: number,
): Promise<string> {
  const LoadBalancerName = "test-elb";
  const { DNSName } = await elb.send(
    new CreateLoadBalancerCommand({
      LoadBalancerName,
      Subnets: [subnetId],
      Listeners: [
        { Protocol: "HTTP", LoadBalancerPort: 80, InstancePort: instancePort, InstanceProtocol: "HTTP" },
        {
          Protocol: "HTTPS",
          LoadBalancerPort: 443,
          InstancePort: instancePort,
          InstanceProtocol: "HTTP",
          SSLCertificateId: certificateArn,
        },
      ],
    }),
  );
  await elb.send(
    new ConfigureHealthCheckCommand({
      LoadBalancerName,
      HealthCheck: {
        Target: `HTTP:${instancePort}/ready`,
        Interval: 1,
        Timeout: 1,
        HealthyThreshold: 2,
        UnhealthyThreshold: 2,
      },
    }),
  );
  await elb.send(
    new ModifyLoadBalancerAttributesCommand({
      LoadBalancerName,
      LoadBalancerAttributes: {
        CrossZoneLoadBalancing: { Enabled: true },
        ConnectionDraining: { Enabled: true, Timeout: 30 },
        ConnectionSettings: { IdleTimeout: 30 },
      },
    }),
  );
  const policy = (
    PolicyName: string,
    PolicyTypeName: string,
    AttributeName: string,
    AttributeValue: string,
  ) =>
    elb.send(
      new CreateLoadBalancerPolicyCommand({
        LoadBalancerName,
        PolicyName,
        PolicyTypeName,
        PolicyAttributes: [{ AttributeName, AttributeValue }],
      }),
    );
  await policy("sticky", "AppCookieStickinessPolicyType", "CookieName", "JSESSIONID");
  await policy(
    "tls",
    "SSLNegotiationPolicyType",
    "Reference-Security-Policy",
    "ELBSecurityPolicy-TLS-1-2-2017-01",
  );
  for (const [LoadBalancerPort, PolicyNames] of [
    [80, ["sticky"]],
    [443, ["sticky", "tls"]],
  ] as const) {
    await elb.send(
      new SetLoadBalancerPoliciesOfListenerCommand({
        LoadBalancerName,
        LoadBalancerPort,
        PolicyNames: [...PolicyNames],
      }),
    );
  }
  return DNSName ?? "";
}
