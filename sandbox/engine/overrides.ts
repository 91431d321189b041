/** Configuration set on the command line, by full key: `wso2:version`. */
export type Overrides = Readonly<Record<string, string>>;

/** A configuration value as a stack file holds it. */
export type ConfigValue = string | number | boolean | null | readonly ConfigValue[] | ConfigObject;
export interface ConfigObject {
  readonly [key: string]: ConfigValue;
}

/**
 * Adds new overrides to the ones set before. A key without a namespace belongs to the project;
 * an empty value drops the override, so that the stack file's own value holds again.
 *
 * @throws Error for a key that is not `key` or `namespace:key`
 */
export function mergeOverrides(before: Overrides, added: Overrides, project: string): Overrides {
  const merged: Record<string, string> = { ...before };
  for (const [key, value] of Object.entries(added)) {
    const fullKey = qualifyKey(key, project);
    if (value === "") delete merged[fullKey];
    else merged[fullKey] = value;
  }
  return merged;
}

/** Sets one key of the project instead of what was set for it, in either spelling. Empty values stay: they drop. */
export function replaceOverride(sets: Overrides, key: string, value: string, project: string): Overrides {
  const others = Object.entries(sets).filter(([each]) => qualifyKey(each, project) !== `${project}:${key}`);
  return { ...Object.fromEntries(others), [`${project}:${key}`]: value };
}

/** A JSON object or array is structured configuration; everything else stays the text it is. */
export function parseOverride(text: string): ConfigValue {
  if (!/^\s*[[{]/.test(text)) return text;
  try {
    return JSON.parse(text) as ConfigValue;
  } catch {
    return text;
  }
}

function qualifyKey(key: string, project: string): string {
  if (/^[^\s:]+:[^\s:]+$/.test(key)) return key;
  if (/^[^\s:]+$/.test(key)) return `${project}:${key}`;
  throw new Error(
    `--set ${key}: the key must be \`key\` or \`namespace:key\`, such as version or aws:region.`,
  );
}
