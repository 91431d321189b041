import { closest, distance } from "fastest-levenshtein";
import type { z } from "zod";
import { failOnProblems, type Problem } from "../components";

/** Parts of a key whose value may be a password, wherever it stands. */
const secretParts = ["environment", "variables", "content", "command", "privateKey", "token", "password"];
const longestShown = 200;

/** How the configuration of one system is read. */
export interface SettingsReader<S> {
  readonly schema: z.ZodType<S> & { readonly shape: object };
  /** Keys that hold text whatever it looks like: `4.4` is a version, no number. */
  readonly textKeys: readonly string[];
  /** Keys whose values no message may show. */
  readonly secretKeys: readonly string[];
  /** What no single key shows. */
  readonly checkTogether: (settings: S) => readonly Problem[];
}

/**
 * The configuration of a stack, checked as a whole.
 * @param values every `wso2:` key of the stack as Pulumi gives it: text, or JSON as text
 * @throws pulumi.InputPropertiesError that names each wrong key, what it got and what is allowed
 */
export function parseSettings<S>(reader: SettingsReader<S>, values: Readonly<Record<string, string>>): S {
  const parsed = Object.fromEntries(
    Object.entries(values).map(([key, text]) => [
      key,
      reader.textKeys.includes(key) ? text : parseValue(text),
    ]),
  );
  const result = reader.schema.safeParse(parsed);
  const problems = result.success
    ? reader.checkTogether(result.data)
    : [...readIssues(reader, result.error.issues, parsed), ...checkRest(reader, result.error.issues, parsed)];
  failOnProblems("Configuration of this stack", problems);
  return result.data as S;
}

/** What is wrong with the other keys together, when those that are wrong by themselves can be left out. */
function checkRest<S>(
  { schema, checkTogether }: SettingsReader<S>,
  issues: readonly z.core.$ZodIssue[],
  parsed: Readonly<Record<string, unknown>>,
): readonly Problem[] {
  const wrong = new Set(
    issues.flatMap((issue) =>
      issue.code === "unrecognized_keys" && issue.path.length === 0 ? issue.keys : [String(issue.path[0])],
    ),
  );
  const rest = schema.safeParse(
    Object.fromEntries(Object.entries(parsed).filter(([key]) => !wrong.has(key))),
  );
  if (!rest.success) return [];
  return checkTogether(rest.data).filter(
    ({ propertyPath }) => !wrong.has(propertyPath.replace(/^wso2:/, "")),
  );
}

/** The key that was meant, where one is so near that it must be. */
function suggest(key: string, known: readonly string[]): string {
  const near = closest(
    key.toLowerCase(),
    known.map((each) => each.toLowerCase()),
  );
  const found = known.find((each) => each.toLowerCase() === near);
  const isNear = found !== undefined && distance(key.toLowerCase(), near) <= Math.max(2, key.length / 3);
  return isNear ? `; did you mean wso2:${found}?` : "";
}

/** Numbers, booleans, lists and objects come as JSON; anything else is text. */
function parseValue(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function readIssues<S>(
  { schema, secretKeys }: SettingsReader<S>,
  issues: readonly z.core.$ZodIssue[],
  parsed: Record<string, unknown>,
): Problem[] {
  return issues.flatMap((issue) => {
    if (issue.code === "unrecognized_keys") {
      const isTop = issue.path.length === 0;
      return issue.keys.map((key) => ({
        propertyPath: `wso2:${[...issue.path, key].join(".")}`,
        reason: isTop
          ? `is not a key of this project${suggest(key, Object.keys(schema.shape))}; the keys are ${Object.keys(schema.shape).join(", ")}`
          : "is not known here",
      }));
    }
    const top = String(issue.path[0]);
    const got = issue.path.reduce<unknown>((value, part) => readPart(value, part), parsed);
    const isSecret =
      secretKeys.includes(top) ||
      issue.path.some((part) => secretParts.includes(String(part))) ||
      isSetAsSecret(`wso2:${top}`);
    const reason = got === undefined ? "is needed and not set" : `got ${isSecret ? "[secret]" : show(got)}`;
    return [{ propertyPath: `wso2:${issue.path.join(".")}`, reason: `${reason}; ${issue.message}` }];
  });
}

/** The engine tells the program which keys were set with `--secret`. */
function isSetAsSecret(key: string): boolean {
  return (process.env.PULUMI_CONFIG_SECRET_KEYS ?? "").includes(JSON.stringify(key));
}

/** A map or a list may hold a secret somewhere, and an address may carry a password or a signature. */
function show(value: unknown): string {
  if (Array.isArray(value)) {
    const isPlain = value.length <= 20 && value.every((each) => typeof each !== "object");
    return isPlain ? `[${value.map(show).join(",")}]` : `a list of ${value.length}`;
  }
  if (typeof value === "object" && value !== null) return "a map";
  if (typeof value !== "string") return JSON.stringify(value);
  if (value.length > longestShown || /[\n\r]/.test(value)) return `text of ${value.length} characters`;
  return JSON.stringify(value.replace(/\/\/[^/@\s]*@/, "//[secret]@").replace(/\?.*$/, "?[secret]"));
}

function readPart(value: unknown, part: PropertyKey): unknown {
  return typeof value === "object" && value !== null
    ? (value as Record<PropertyKey, unknown>)[part]
    : undefined;
}
