/** Properties as the engine sends them: secrets are wrapped, values not known yet are sentinels. */
export type Properties = Readonly<Record<string, unknown>>;

const signature = "4dabf18193072939515e22adb298388d";
const secretSignature = "1b47061264138c4ac30d75fd1eb44270";

/** Stands for a value of any type that is not known in a preview. */
export const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** Programs send one sentinel per type. */
const sentinels = new Set([
  unknown,
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);

/** Wraps a value so that the engine encrypts it in the state and hides it in what it prints. */
export function secret(value: unknown): unknown {
  return isSecret(value) ? value : { [signature]: secretSignature, value };
}

/** The value without any secret wrapper in it, at any depth. */
export function plain(value: unknown): unknown {
  if (isSecret(value)) return plain(value.value);
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item)]));
}

/** The properties without secret wrappers. */
export function plainProperties(properties: Properties): Record<string, unknown> {
  return plain(properties) as Record<string, unknown>;
}

/** Whether the value itself is not known yet. */
export function isUnknown(value: unknown): boolean {
  return typeof value === "string" && sentinels.has(value);
}

export function isSecret(value: unknown): value is { value: unknown } {
  return typeof value === "object" && value !== null && Reflect.get(value, signature) === secretSignature;
}
