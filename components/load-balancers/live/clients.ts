import type { ElasticLoadBalancing } from "@aws-sdk/client-elastic-load-balancing";
import type { ElasticLoadBalancingV2 } from "@aws-sdk/client-elastic-load-balancing-v2";
import type { GetCallerIdentityResponse, STS } from "@aws-sdk/client-sts";

/** Where an AWS API is asked, and with whose credentials. */
export interface AwsPlace {
  readonly region: string;
  readonly profile?: string;
}

/**
 * Credentials and endpoint come from the environment and the shared files, as for every AWS program. An
 * operator who stops the program still wants its undoing done, so no call is ended by that.
 */
function clientConfig({ region, profile }: AwsPlace) {
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";
  return {
    region,
    ...(profile ? { profile } : {}),
    // Another program's calls count against the same limits of the account.
    maxAttempts: 6,
    requestHandler: { connectionTimeout: 5_000, requestTimeout: 20_000 },
  };
}

/** Loaded here and not with the program: each client takes longer to load than all the rest. */
export function classicElbClient(place: AwsPlace): ElasticLoadBalancing {
  const sdk =
    require("@aws-sdk/client-elastic-load-balancing") as typeof import("@aws-sdk/client-elastic-load-balancing");
  return new sdk.ElasticLoadBalancing(clientConfig(place));
}

export function targetGroupClient(place: AwsPlace): ElasticLoadBalancingV2 {
  const sdk =
    require("@aws-sdk/client-elastic-load-balancing-v2") as typeof import("@aws-sdk/client-elastic-load-balancing-v2");
  return new sdk.ElasticLoadBalancingV2(clientConfig(place));
}

export type CallerIdentity = Pick<GetCallerIdentityResponse, "Account" | "Arn">;

/** Soon over: where it can't be reached, a roll goes on without it. */
export function callerIdentityClient(place: AwsPlace): Pick<STS, "getCallerIdentity"> {
  const sdk = require("@aws-sdk/client-sts") as typeof import("@aws-sdk/client-sts");
  const requestHandler = { connectionTimeout: 3_000, requestTimeout: 5_000 };
  return new sdk.STS({ ...clientConfig(place), maxAttempts: 2, requestHandler });
}
