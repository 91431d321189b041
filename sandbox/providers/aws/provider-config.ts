import type { Failure, Values } from "./property-spec";

/** The official provider's configuration. All of it is taken; without an AWS, most of it has nothing to act on. */
const keys = new Set([
  "accessKey",
  "allowedAccountIds",
  "assumeRoleWithWebIdentity",
  "assumeRoles",
  "customCaBundle",
  "defaultTags",
  "ec2MetadataServiceEndpoint",
  "ec2MetadataServiceEndpointMode",
  "endpoints",
  "forbiddenAccountIds",
  "httpProxy",
  "httpsProxy",
  "ignoreTags",
  "insecure",
  "maxRetries",
  "noProxy",
  "profile",
  "region",
  "retryMode",
  "s3UsEast1RegionalEndpoint",
  "s3UsePathStyle",
  "secretKey",
  "sharedConfigFiles",
  "sharedCredentialsFiles",
  "skipCredentialsValidation",
  "skipMetadataApiCheck",
  "skipRegionValidation",
  "skipRequestingAccountId",
  "stsRegion",
  "tagPolicyCompliance",
  "token",
  "tokenBucketRateLimiterCapacity",
  "useDualstackEndpoint",
  "useFipsEndpoint",
  "userAgents",
]);

/** What the engine itself adds to a provider's inputs. */
const engineKeys = new Set(["version", "pluginDownloadURL", "__internal"]);

export interface IgnoredTags {
  readonly keys: readonly string[];
  readonly keyPrefixes: readonly string[];
}

export interface ProviderConfig {
  readonly region: string;
  readonly defaultTags: Readonly<Record<string, string>>;
  /** Tags that others set and the provider does not see. */
  readonly ignoreTags: IgnoredTags;
}

export function checkConfig(inputs: Values, env: NodeJS.ProcessEnv): Failure[] {
  const failures = Object.keys(inputs)
    .filter((key) => !keys.has(key) && !engineKeys.has(key))
    .map((key) => ({ property: key, reason: `aws:${key} is no configuration of the AWS provider` }));
  if (regionOf(inputs, env) !== undefined) return failures;
  const reason = "Missing region information. Set it, e.g. `pulumi config set aws:region us-east-1`.";
  return [...failures, { property: "region", reason }];
}

export function planConfig(inputs: Values, env: NodeJS.ProcessEnv): ProviderConfig {
  const defaults = decode(inputs.defaultTags) as { tags?: Record<string, string> } | undefined;
  const ignored = decode(inputs.ignoreTags) as Partial<IgnoredTags> | undefined;
  return {
    region: regionOf(inputs, env) ?? "us-east-1",
    defaultTags: defaults?.tags ?? {},
    ignoreTags: { keys: ignored?.keys ?? [], keyPrefixes: ignored?.keyPrefixes ?? [] },
  };
}

function regionOf(inputs: Values, env: NodeJS.ProcessEnv): string | undefined {
  const given = inputs.region;
  return (typeof given === "string" && given) || env.AWS_REGION || env.AWS_DEFAULT_REGION || undefined;
}

/** Whatever is no text comes as JSON. */
function decode(value: unknown): unknown {
  return typeof value === "string" ? JSON.parse(value) : value;
}
