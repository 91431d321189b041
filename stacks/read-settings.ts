import type { z } from "zod";
import { type Problem, Problems, renderProblems } from "../components";
import { type Settings, settingsSchema } from "./settings";

/** Keys that hold text whatever it looks like: `4.4` is a version, no number. */
const textKeys = new Set(["version", "javaOpts", "host", "backend", "approvedRoll"]);

/**
 * The configuration of a stack, checked as a whole.
 * @param values every `wso2:` key of the stack as Pulumi gives it: text, or JSON as text
 * @throws Error that names each wrong key, what it got and what is allowed
 */
export function readSettings(values: Readonly<Record<string, string>>): Settings {
  const parsed = Object.fromEntries(
    Object.entries(values).map(([key, text]) => [key, textKeys.has(key) ? text : parseValue(text)]),
  );
  const result = settingsSchema.safeParse(parsed);
  const problems = result.success ? checkTogether(result.data) : readIssues(result.error.issues, parsed);
  if (problems.length > 0) throw new Error(renderProblems("Configuration of this stack", problems));
  return result.data as Settings;
}

/** Numbers, booleans, lists and objects come as JSON; anything else is text. */
function parseValue(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

const secretKeys = ["certificateKeyPem", "sshJump"];

function readIssues(issues: readonly z.core.$ZodIssue[], parsed: Record<string, unknown>): Problem[] {
  return issues.flatMap((issue) => {
    if (issue.code === "unrecognized_keys") {
      return issue.keys.map((key) => ({
        propertyPath: `wso2:${[...issue.path, key].join(".")}`,
        reason: `is not a key of this project; the keys are ${Object.keys(settingsSchema.shape).join(", ")}`,
      }));
    }
    const top = String(issue.path[0]);
    const got = issue.path.reduce<unknown>((value, part) => readPart(value, part), parsed);
    const shown = secretKeys.includes(top) ? "[secret]" : JSON.stringify(got);
    const reason = got === undefined ? "is needed and not set" : `got ${shown}`;
    return [{ propertyPath: `wso2:${issue.path.join(".")}`, reason: `${reason}; ${issue.message}` }];
  });
}

function readPart(value: unknown, part: PropertyKey): unknown {
  return typeof value === "object" && value !== null
    ? (value as Record<PropertyKey, unknown>)[part]
    : undefined;
}

/** What no single key shows. */
function checkTogether(settings: Settings): Problem[] {
  const problems = new Problems();
  const { vpcId, publicSubnetIds = [], privateSubnetIds = [] } = settings;
  if (vpcId) {
    const need = "with wso2:vpcId at least one subnet is needed";
    problems.require(publicSubnetIds.length > 0, "wso2:publicSubnetIds", need);
    problems.require(privateSubnetIds.length > 0, "wso2:privateSubnetIds", need);
  } else {
    problems.require(
      publicSubnetIds.length + privateSubnetIds.length === 0,
      "wso2:vpcId",
      "is not set, but subnets are; set it to the VPC that holds them",
    );
  }
  problems.require(
    (settings.certificatePem === undefined) === (settings.certificateKeyPem === undefined),
    "wso2:certificateKeyPem",
    "wso2:certificatePem and wso2:certificateKeyPem are needed together, or neither",
  );
  return problems.list;
}
