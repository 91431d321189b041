import type { Problem } from "../validation/problems";

/** Configuration that reaches Pulumi's AWS provider alone, and where both find the same. */
const instead: Readonly<Record<string, string>> = {
  accessKey: "set AWS_ACCESS_KEY_ID in the environment",
  secretKey: "set AWS_SECRET_ACCESS_KEY in the environment",
  token: "set AWS_SESSION_TOKEN in the environment",
  assumeRoles:
    "put role_arn and source_profile into a profile of the shared configuration and set aws:profile",
  assumeRoleWithWebIdentity: "set AWS_ROLE_ARN and AWS_WEB_IDENTITY_TOKEN_FILE in the environment",
  sharedCredentialsFiles: "set AWS_SHARED_CREDENTIALS_FILE in the environment",
  sharedConfigFiles: "set AWS_CONFIG_FILE in the environment",
  endpoints: "set AWS_ENDPOINT_URL in the environment, or AWS_ENDPOINT_URL_<SERVICE>",
  useFipsEndpoint: "set AWS_USE_FIPS_ENDPOINT in the environment",
  useDualstackEndpoint: "set AWS_USE_DUALSTACK_ENDPOINT in the environment",
};

/**
 * Whether the roll program finds the credentials that the provider has: it asks load balancers by itself, and with
 * others it would work in another account.
 *
 * @param config The stack's whole configuration, by full key.
 */
export function checkCredentials(config: Readonly<Record<string, string>>): Problem[] {
  return Object.entries(instead).flatMap(([key, way]) => {
    const value = config[`aws:${key}`];
    if (value === undefined || ["", "[]", "{}", "false"].includes(value.trim())) return [];
    const reason = `reaches Pulumi's AWS provider alone, and the roll program would use other credentials; ${way}`;
    return [{ propertyPath: `aws:${key}`, reason }];
  });
}
