import { EC2Client } from "@aws-sdk/client-ec2";
import { ElasticLoadBalancingClient } from "@aws-sdk/client-elastic-load-balancing";
import { ElasticLoadBalancingV2 } from "@aws-sdk/client-elastic-load-balancing-v2";

export interface AwsClients {
  readonly endpoint: string;
  readonly region: string;
  readonly ec2: EC2Client;
  readonly elb: ElasticLoadBalancingClient;
  readonly elbv2: ElasticLoadBalancingV2;
}

export function createAwsClients(endpoint: string, region = "us-east-1"): AwsClients {
  const options = {
    endpoint,
    region,
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
    maxAttempts: 2,
  };
  return {
    ...{ endpoint, region, ec2: new EC2Client(options) },
    ...{ elb: new ElasticLoadBalancingClient(options), elbv2: new ElasticLoadBalancingV2(options) },
  };
}
