import { createHash, randomBytes } from "node:crypto";
import { checkValues } from "./check-values";
import { defaultsKey, type Failure, type Values } from "./property-spec";
import type { ResourceDefinition } from "./resource";

/** What the check of a resource's inputs depends on. */
export interface CheckRequest {
  /** The resource's name in the program. */
  readonly name: string;
  /** Inputs as they were, empty for a new resource. */
  readonly before: Values;
  readonly given: Values;
  /** From the engine: the same in a preview and the update that it plans. */
  readonly seed: string;
  readonly region: string;
  readonly defaultTags: Readonly<Record<string, string>>;
}

/** Inputs with names, defaults and all tags filled in, and everything that is wrong with them. */
export function planInputs(
  definition: ResourceDefinition,
  request: CheckRequest,
): { inputs: Values; failures: Failure[] } {
  const { before, name, region } = request;
  const given = withoutNothing(request.given);
  delete given[defaultsKey];
  const failures = checkValues(definition.inputs, given);
  const filled: Values = {};
  for (const [key, spec] of Object.entries(definition.inputs)) {
    if (given[key] === undefined && spec.default !== undefined) filled[key] = spec.default;
  }
  const { autoName } = definition;
  const hasPrefix = given.namePrefix ?? given.keyNamePrefix;
  if (autoName && given[autoName.input] === undefined && hasPrefix === undefined) {
    const kept = listOf(before[defaultsKey]).includes(autoName.input) ? before[autoName.input] : undefined;
    filled[autoName.input] = kept ?? planName(name, request.seed);
    if (String(filled[autoName.input]).length > autoName.maxLength) {
      const reason = `${name} and 8 more characters are longer than ${autoName.maxLength}; set ${autoName.input}`;
      failures.push({ property: autoName.input, reason });
    }
  }
  if (given.region !== undefined && given.region !== region) {
    failures.push({ property: "region", reason: `the sandbox has one region, ${region}` });
  }
  const inputs: Values = { ...given, ...filled };
  if (definition.inputs.tagsAll) {
    const own = given.tags;
    inputs.tagsAll = typeof own === "string" ? own : { ...request.defaultTags, ...(own ?? {}) };
  }
  inputs[defaultsKey] = Object.keys(filled).sort();
  if (failures.length === 0) failures.push(...(definition.check?.(inputs) ?? []));
  return { inputs, failures };
}

function planName(name: string, seed: string): string {
  const bytes = seed === "" ? randomBytes(32) : Buffer.from(seed, "base64");
  return `${name}-${createHash("sha256").update(name).update(bytes).digest("hex").slice(0, 7)}`;
}

function withoutNothing(values: Values): Values {
  const given = Object.entries(values).filter(([, value]) => value !== undefined && value !== null);
  return Object.fromEntries(
    given.map(([key, value]) => [key, isPlain(value) ? withoutNothing(value) : value]),
  );
}

function isPlain(value: unknown): value is Values {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
