import type { Tagging } from "../resource";
import { toAwsTags } from "../tags";

/** Attributes by their names, as the API has them. */
export type Attributes = Readonly<Record<string, string>>;

/** The API's list; what is undefined stays as it is. */
export function toAttributes(values: Readonly<Record<string, string | number | boolean | undefined>>) {
  return Object.entries(values).flatMap(([Key, value]) =>
    value === undefined ? [] : [{ Key, Value: String(value) }],
  );
}

export function fromAttributes(list: readonly { Key?: string; Value?: string }[] = []): Attributes {
  return Object.fromEntries(list.map(({ Key = "", Value = "" }) => [Key, Value]));
}

/** Of everything that has an ARN there. */
export const elbv2Tagging: Tagging = {
  async add(id, _state, tags, { aws }) {
    await aws.elbv2.addTags({ ResourceArns: [id], Tags: toAwsTags(tags) });
  },
  async remove(id, _state, TagKeys, { aws }) {
    await aws.elbv2.removeTags({ ResourceArns: [id], TagKeys });
  },
};

/** `app/edge/50dc6c495c0c9188`, as CloudWatch calls it. */
export function arnSuffix(arn: string): string {
  return (arn.split(":").at(-1) ?? "").replace(/^loadbalancer\//, "");
}
