import { checkCredentials } from "../../../components/load-balancers/check-credentials";

describe("checkCredentials", () => {
  it("accepts what both have: region, profile, the environment", () => {
    expect(
      checkCredentials({ "aws:region": "us-east-1", "aws:profile": "prod", "aws:ignoreTags": "{}" }),
    ).toEqual([]);
  });

  it.each(["", "[]", "false"])("accepts a key that says nothing: %p", (value) => {
    expect(checkCredentials({ "aws:assumeRoles": value, "aws:useFipsEndpoint": value })).toEqual([]);
  });

  it.each([
    ["accessKey", "AWS_ACCESS_KEY_ID"],
    ["secretKey", "AWS_SECRET_ACCESS_KEY"],
    ["token", "AWS_SESSION_TOKEN"],
    ["assumeRoles", "aws:profile"],
    ["assumeRoleWithWebIdentity", "AWS_WEB_IDENTITY_TOKEN_FILE"],
    ["sharedCredentialsFiles", "AWS_SHARED_CREDENTIALS_FILE"],
    ["sharedConfigFiles", "AWS_CONFIG_FILE"],
    ["endpoints", "AWS_ENDPOINT_URL"],
    ["useFipsEndpoint", "AWS_USE_FIPS_ENDPOINT"],
    ["useDualstackEndpoint", "AWS_USE_DUALSTACK_ENDPOINT"],
  ])("fails for aws:%s, says %s, and shows no value", (key, way) => {
    const [problem, ...others] = checkCredentials({ [`aws:${key}`]: "a value" });
    expect([problem?.propertyPath, others]).toEqual([`aws:${key}`, []]);
    expect(problem?.reason).toContain(way);
    expect(problem?.reason).not.toContain("a value");
  });
});
