import * as pulumi from "@pulumi/pulumi";

/** What a program registered, in a form that a test can compare whole. */
export interface Registration {
  readonly type: string;
  readonly name: string;
  readonly inputs: Record<string, unknown>;
}

/** A cloud that knows each lookup that a test lists, and no other. */
export class Mocks implements pulumi.runtime.Mocks {
  readonly registered: Registration[] = [];
  readonly called: { readonly token: string; readonly inputs: Record<string, unknown> }[] = [];

  constructor(private readonly lookups: Record<string, Record<string, unknown>> = {}) {}

  newResource({ type, name, inputs, id }: pulumi.runtime.MockResourceArgs) {
    this.registered.push({ type, name, inputs });
    return { id: id || `${name}-id`, state: { ...inputs, ...stateOf(type, name) } };
  }

  call({ token, inputs }: pulumi.runtime.MockCallArgs) {
    this.called.push({ token, inputs });
    const answer = this.lookups[token];
    // `details` is what the SDK shows of an engine's answer.
    const details = `unlisted lookup: ${token}`;
    if (!answer) throw Object.assign(new Error(details), { details });
    return answer;
  }

  /** `type name`, sorted, without the components. */
  resources(): string[] {
    return this.registered
      .filter(({ type }) => !type.startsWith("wso2:"))
      .map(({ type, name }) => `${type} ${name}`)
      .sort();
  }

  inputsOf(type: string, name: string): Record<string, unknown> {
    const found = this.registered.find((each) => each.type === type && each.name === name);
    if (!found) throw new Error(`${type} ${name} was not registered`);
    return found.inputs;
  }
}

/** Outputs that the cloud computes. */
function stateOf(type: string, name: string): Record<string, unknown> {
  switch (type) {
    case "aws:ec2/vpc:Vpc":
      return { arn: `arn:aws:ec2:us-east-1:123456789012:vpc/${name}` };
    case "aws:ec2/networkInterface:NetworkInterface":
      return { privateIp: `address-of-${name}` };
    case "aws:efs/fileSystem:FileSystem":
      return {
        arn: `arn:aws:elasticfilesystem:us-east-1:123456789012:file-system/${name}`,
        dnsName: `${name}.efs.us-east-1.amazonaws.com`,
      };
    case "aws:backup/vault:Vault":
      return { arn: `arn:aws:backup:us-east-1:123456789012:backup-vault:${name}`, name };
    case "aws:ec2/keyPair:KeyPair":
      return { keyName: name };
    case "aws:elb/loadBalancer:LoadBalancer":
      return {
        name,
        dnsName: `${name}.elb.example.com`,
        zoneId: "Z35SXDOTRQ7X7K",
        arn: `arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/${name}`,
      };
    case "aws:lb/loadBalancer:LoadBalancer":
      return {
        name,
        dnsName: `${name}-1.elb.example.com`,
        zoneId: "Z35SXDOTRQ7X7K",
        arn: `arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/${name}/1`,
        arnSuffix: `app/${name}/1`,
      };
    case "aws:lb/targetGroup:TargetGroup":
      return {
        arn: `arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/${name}/1`,
        arnSuffix: `targetgroup/${name}/1`,
      };
    case "aws:lb/listener:Listener":
      return { arn: `arn-of-${name}` };
    case "aws:iam/instanceProfile:InstanceProfile":
      return { name };
    case "aws:cloudwatch/logGroup:LogGroup":
      return { arn: `arn:aws:logs:us-east-1:123456789012:log-group:/${name}` };
    case "aws:rds/instance:Instance":
      return { address: `${name}.rds.example.com` };
    case "aws:rds/cluster:Cluster":
      return { endpoint: `${name}.cluster.rds.example.com` };
    case "aws:ec2transitgateway/instanceConnectEndpoint:InstanceConnectEndpoint":
      return { arn: `arn:aws:ec2:us-east-1:123456789012:instance-connect-endpoint/${name}` };
    case "aws:iam/serverCertificate:ServerCertificate":
      return { arn: `arn-of-${name}` };
    case "tls:index/privateKey:PrivateKey":
      return {
        privateKeyPem: `private-key-of-${name}`,
        privateKeyOpenssh: `openssh-key-of-${name}`,
        publicKeyOpenssh: `ssh-ed25519 ${name}\n`,
      };
    case "tls:index/selfSignedCert:SelfSignedCert":
    case "tls:index/locallySignedCert:LocallySignedCert":
      return { certPem: `certificate-of-${name}` };
    case "tls:index/certRequest:CertRequest":
      return { certRequestPem: `request-of-${name}` };
    case "command:local:Command":
      return { stdout: `ran-${name}`, stderr: "" };
    default:
      return {};
  }
}

/** Runs a program against mocks and waits until all that it registered is in. */
export async function runWithMocks<T>(mocks: Mocks, program: () => Promise<T> | T): Promise<T> {
  await pulumi.runtime.setMocks(mocks, "wso2", "test", false);
  const result = await program();
  await pulumi.runtime.disconnect();
  return result;
}
