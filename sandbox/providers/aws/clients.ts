import type * as CloudWatch from "@aws-sdk/client-cloudwatch";
import type * as Logs from "@aws-sdk/client-cloudwatch-logs";
import type * as Ec2 from "@aws-sdk/client-ec2";
import type * as Elb from "@aws-sdk/client-elastic-load-balancing";
import type * as ElbV2 from "@aws-sdk/client-elastic-load-balancing-v2";
import type * as Iam from "@aws-sdk/client-iam";
import type * as Rds from "@aws-sdk/client-rds";
import type * as Route53 from "@aws-sdk/client-route-53";
import type * as Secrets from "@aws-sdk/client-secrets-manager";

/** Clients of the AWS API, each loaded at its first use: together they take longer than the rest of a start. */
export interface AwsClients {
  readonly cloudwatch: CloudWatch.CloudWatch;
  readonly ec2: Ec2.EC2;
  readonly elb: Elb.ElasticLoadBalancing;
  readonly elbv2: ElbV2.ElasticLoadBalancingV2;
  readonly iam: Iam.IAM;
  readonly logs: Logs.CloudWatchLogs;
  readonly rds: Rds.RDS;
  readonly route53: Route53.Route53;
  readonly secrets: Secrets.SecretsManager;
  /** Number of the account. */
  accountId(): Promise<string>;
}

/**
 * @param endpoint of the sandbox's AWS API
 * @throws Error for an endpoint that is not on this machine: the provider is no match for the real AWS
 */
export function createAwsClients(endpoint: string | undefined, region: string): AwsClients {
  if (!endpoint || !["127.0.0.1", "localhost"].includes(new URL(endpoint).hostname)) {
    throw new Error(
      `AWS_ENDPOINT_URL: got ${endpoint ?? "nothing"}; the sandbox's AWS provider only talks to the AWS API of ` +
        "a sandbox on this machine. For AWS itself use the official provider.",
    );
  }
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";
  const options = { endpoint, region, credentials: { accessKeyId: "test", secretAccessKey: "test" } };
  const ec2 = lazily(() => {
    const { EC2 } = require("@aws-sdk/client-ec2") as typeof Ec2;
    return new EC2(options);
  });
  const elb = lazily(() => {
    const { ElasticLoadBalancing } = require("@aws-sdk/client-elastic-load-balancing") as typeof Elb;
    return new ElasticLoadBalancing(options);
  });
  const elbv2 = lazily(() => {
    const sdk = require("@aws-sdk/client-elastic-load-balancing-v2") as typeof ElbV2;
    return new sdk.ElasticLoadBalancingV2(options);
  });
  const iam = lazily(() => {
    const { IAM } = require("@aws-sdk/client-iam") as typeof Iam;
    return new IAM(options);
  });
  const route53 = lazily(() => {
    const sdk = require("@aws-sdk/client-route-53") as typeof Route53;
    return new sdk.Route53(options);
  });
  const cloudwatch = lazily(() => {
    const sdk = require("@aws-sdk/client-cloudwatch") as typeof CloudWatch;
    return new sdk.CloudWatch(options);
  });
  const logs = lazily(() => {
    const sdk = require("@aws-sdk/client-cloudwatch-logs") as typeof Logs;
    return new sdk.CloudWatchLogs(options);
  });
  const rds = lazily(() => {
    const { RDS } = require("@aws-sdk/client-rds") as typeof Rds;
    return new RDS(options);
  });
  const secrets = lazily(() => {
    const { SecretsManager } = require("@aws-sdk/client-secrets-manager") as typeof Secrets;
    return new SecretsManager(options);
  });
  const account = lazily(async () => {
    const arn = (await iam().getUser({})).User?.Arn ?? "";
    return arn.split(":")[4] ?? "";
  });
  return {
    get cloudwatch() {
      return cloudwatch();
    },
    get ec2() {
      return ec2();
    },
    get elb() {
      return elb();
    },
    get elbv2() {
      return elbv2();
    },
    get iam() {
      return iam();
    },
    get logs() {
      return logs();
    },
    get rds() {
      return rds();
    },
    get secrets() {
      return secrets();
    },
    get route53() {
      return route53();
    },
    accountId: account,
  };
}

function lazily<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
