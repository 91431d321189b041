import { isDeepStrictEqual } from "node:util";
import type { PropertySpec, Values } from "./property-spec";

/** Whether two values mean the same to AWS. */
export function sameValue(spec: PropertySpec, a: unknown, b: unknown): boolean {
  return isDeepStrictEqual(normalize(spec, a), normalize(spec, b));
}

function normalize(spec: PropertySpec, value: unknown): unknown {
  if (typeof value === "string") return normalizeText(spec, value);
  if (Array.isArray(value)) {
    const items = value.map((item) => normalizeItem(spec, item));
    return spec.set ? items.sort(byText) : items;
  }
  return normalizeItem(spec, value);
}

/** Fields whose value is nothing, or what they default to, are as good as absent. */
function normalizeItem(spec: PropertySpec, item: unknown): unknown {
  if (typeof item !== "object" || item === null || !spec.fields) return item;
  const fields = Object.entries(spec.fields).map(([name, field]) => {
    const value = (item as Values)[name];
    return [name, normalize(field, value ?? field.default)] as const;
  });
  return Object.fromEntries(fields.filter(([, value]) => value !== undefined));
}

function normalizeText(spec: PropertySpec, text: string): string {
  if (spec.equates === "case") return text.toLowerCase();
  return spec.equates === "margin" ? text.trim() : text;
}

function byText(a: unknown, b: unknown): number {
  const [first, second] = [JSON.stringify(a), JSON.stringify(b)];
  return first < second ? -1 : Number(first > second);
}
