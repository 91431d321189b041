import { z } from "zod";

/** As much of JSON Schema as the keys of a configuration need. */
interface Property {
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Property[];
  readonly oneOf?: readonly Property[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly items?: Property;
  readonly properties?: Readonly<Record<string, Property>>;
  readonly required?: readonly string[];
  readonly default?: unknown;
  readonly description?: string;
  /** What a pattern means, in words: `.meta({ allowed })`. */
  readonly allowed?: string;
}

/** The keys of a configuration as a Markdown table, made from what reads them. */
export function renderKeys(schema: z.ZodObject): string {
  const { properties = {}, required = [] } = z.toJSONSchema(schema, { io: "input" }) as Property;
  const rows = Object.entries(properties).map(([key, property]) => {
    const standard =
      property.default === undefined || property.default === ""
        ? ""
        : `\`${JSON.stringify(property.default).replace(/^"|"$/g, "")}\``;
    const need = required.includes(key) ? "**needed**" : standard;
    return [`\`${key}\``, need, renderAllowed(property), property.description ?? ""];
  });
  return [["Key", "Default", "Allowed", "Meaning"], ["---", "---", "---", "---"], ...rows]
    .map((cells) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`)
    .join("\n");
}

function renderAllowed(property: Property): string {
  const { allowed, type, items, properties, required = [] } = property;
  if (allowed) return allowed;
  if (property.const !== undefined) return `\`${property.const}\``;
  if (property.enum) return property.enum.map((value) => `\`${value}\``).join(", ");
  const choices = property.anyOf ?? property.oneOf;
  if (choices) return [...new Set(choices.map(renderAllowed))].join(" or ");
  if (type === "array") return items ? `a list: ${renderAllowed(items)}` : "a list";
  if (properties) {
    const parts = Object.keys(properties).map((key) => (required.includes(key) ? key : `${key}?`));
    return `\`{${parts.join(", ")}}\``;
  }
  if (type === "object") return "a table";
  if (type === "integer" || type === "number") return renderRange(property);
  return type === "string" ? "text" : (type ?? "anything");
}

function renderRange({ type, minimum, exclusiveMinimum, maximum }: Property): string {
  const kind = type === "integer" ? "a whole number" : "a number";
  const from = minimum ?? exclusiveMinimum;
  const to = maximum === Number.MAX_SAFE_INTEGER ? undefined : maximum;
  if (from === undefined && to === undefined) return kind;
  if (to === undefined) return `${kind}, ${from} or more`;
  return exclusiveMinimum === undefined ? `${from} to ${to}` : `more than ${from}, up to ${to}`;
}
