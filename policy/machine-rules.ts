import type { Policies } from "@pulumi/policy";

const instance = "aws:ec2/instance:Instance";
const launchTemplate = "aws:ec2/launchTemplate:LaunchTemplate";

const secrets: readonly (readonly [what: string, pattern: RegExp])[] = [
  ["a private key", /-----BEGIN [A-Z ]*PRIVATE KEY-----/],
  ["an AWS access key", /\b(AKIA|ASIA)[A-Z0-9]{16}\b/],
  ["a password", /(password|passwd|secret|token)["']?\s*[:=]\s*["']?[^\s"'$<{]{6,}/i],
];

/** User data as the machine gets it. */
function texts(props: Record<string, string | undefined>, type: string): string[] {
  const decode = (text: string) => Buffer.from(text, "base64").toString("utf8");
  const { userData, userDataBase64 } = props;
  const plain = type === launchTemplate ? userData && decode(userData) : userData;
  return [plain, userDataBase64 && decode(userDataBase64)].filter((text) => text !== undefined);
}

export const machineRules: Policies = [
  {
    name: "imds-v2",
    description: "An instance gives its credentials by IMDSv2 only.",
    severity: "high",
    validateResource: ({ type, props }, report) => {
      if (type !== instance || props.metadataOptions?.httpEndpoint === "disabled") return;
      const got = props.metadataOptions?.httpTokens;
      if (got !== "required") report(`metadataOptions.httpTokens is ${got}; "required" is needed`);
    },
  },
  {
    name: "encrypted-root-volume",
    description: "An instance's root volume is encrypted.",
    severity: "high",
    validateResource: ({ type, props }, report) => {
      if (type !== instance || props.rootBlockDevice?.encrypted === true) return;
      report(`rootBlockDevice.encrypted is ${props.rootBlockDevice?.encrypted}; true is needed`);
    },
  },
  {
    name: "no-secret-in-user-data",
    description: "User data, which everybody on the machine can read, holds no secret.",
    severity: "critical",
    validateResource: ({ type, props }, report) => {
      if (type !== instance && type !== launchTemplate) return;
      for (const text of texts(props, type)) {
        for (const [what, pattern] of secrets) {
          if (pattern.test(text)) report(`user data looks as if it held ${what}; bring it over SSH`);
        }
      }
    },
  },
];
