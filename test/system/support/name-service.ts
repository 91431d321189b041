import { Route53 } from "@aws-sdk/client-route-53";
import { awsEnvironment, findCloud, type RunningCloud } from "../../../sandbox/cloud";
import { createAwsClients } from "../../../sandbox/cloud/aws-clients";
import { packageRoot } from "../../../sandbox/paths";

/** Where a name leads: the load balancer's own name, and what AWS would resolve that to. */
interface Resolved {
  readonly target: string;
  readonly address: string;
}

/** The one hosted zone that a sandbox has, `example.com`, and what a resolver would answer by it. */
export class NameService {
  private constructor(
    private readonly cloud: RunningCloud,
    private readonly route53: Route53,
  ) {}

  static async of(stateFolder: string, stack: string): Promise<NameService> {
    const before = process.env.WSO2_SANDBOX_STATE;
    process.env.WSO2_SANDBOX_STATE = stateFolder;
    try {
      const cloud = await findCloud(stack, packageRoot);
      if (!cloud) throw new Error(`no cloud of ${stateFolder}/${stack} is running`);
      const { endpoint } = cloud.status;
      const { AWS_ACCESS_KEY_ID = "", AWS_SECRET_ACCESS_KEY = "" } = awsEnvironment(endpoint);
      const credentials = { accessKeyId: AWS_ACCESS_KEY_ID, secretAccessKey: AWS_SECRET_ACCESS_KEY };
      return new NameService(cloud, new Route53({ endpoint, region: "us-east-1", credentials }));
    } finally {
      if (before === undefined) delete process.env.WSO2_SANDBOX_STATE;
      else process.env.WSO2_SANDBOX_STATE = before;
    }
  }

  async resolve(name: string): Promise<Resolved> {
    const { HostedZones } = await this.route53.listHostedZones({});
    const { ResourceRecordSets } = await this.route53.listResourceRecordSets({
      HostedZoneId: HostedZones?.[0]?.Id,
    });
    const record = ResourceRecordSets?.find((each) => each.Name === `${name}.`);
    const target = record?.AliasTarget?.DNSName?.replace(/\.$/, "") ?? "";
    const { loadBalancers } = await this.cloud.client.status();
    const address = loadBalancers.find(({ dnsName }) => dnsName === target)?.address;
    if (address === undefined) throw new Error(`${name} leads to ${target}, which is no load balancer`);
    return { target, address };
  }

  /** The kinds of the load balancers that the API has. */
  async balancers(): Promise<string[]> {
    const clients = createAwsClients(this.cloud.status.endpoint);
    const { LoadBalancers = [] } = await clients.elbv2.describeLoadBalancers({});
    return LoadBalancers.map(({ Type = "" }) => Type);
  }
}
