import { parse, stringify } from "yaml";
import { type ConfigObject, type ConfigValue, type Overrides, parseOverride } from "./overrides";

/** What a `Pulumi.<stack>.yaml` holds. */
export interface StackSettings {
  readonly secretsprovider?: string;
  readonly encryptedkey?: string;
  readonly encryptionsalt?: string;
  readonly config?: ConfigObject;
}

/**
 * The project file beside a sandbox's stack file, for whoever reads the state. `main` goes, since the engine would
 * look for it beside this copy; what is deployed is the project itself, or a program in the caller's process.
 *
 * @throws Error when the text is no project file
 */
export function planProject(text: string, path: string): { name: string; text: string } {
  const project = parse(text) as { name?: unknown; main?: unknown } | null;
  if (typeof project?.name !== "string") throw new Error(`${path} has no \`name\`.`);
  const { main: _main, ...rest } = project;
  return { name: project.name, text: stringify(rest) };
}

/**
 * The stack file of a sandbox: the user's configuration with the overrides in place, and the salt of the
 * sandbox's own passphrase instead of the user's secrets provider.
 *
 * @throws Error naming the values that only the user's own secrets provider could decrypt
 */
export function planStackSettings(
  own: StackSettings,
  overrides: Overrides,
  encryptionSalt: string | undefined,
  path: string,
): StackSettings {
  const config: Record<string, ConfigValue> = { ...own.config };
  for (const [key, value] of Object.entries(overrides)) config[key] = parseOverride(value);
  const secrets = Object.keys(config).filter((key) => holdsSecret(config[key]));
  if (secrets.length > 0) {
    const sets = secrets.map((key) => `--set ${key}=...`).join(" ");
    throw new Error(
      `${path} encrypts ${secrets.join(", ")} for AWS. Give the sandbox values of its own: ${sets}`,
    );
  }
  return { ...(encryptionSalt === undefined ? {} : { encryptionsalt: encryptionSalt }), config };
}

function holdsSecret(value: ConfigValue | undefined): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (Array.isArray(value)) return value.some(holdsSecret);
  const object = value as ConfigObject;
  const keys = Object.keys(object);
  if (keys.length === 1 && keys[0] === "secure" && typeof object.secure === "string") return true;
  return keys.some((key) => holdsSecret(object[key]));
}
