import type { ResourceType } from "@aws-sdk/client-ec2";
import type { Values } from "./property-spec";
import type { IgnoredTags } from "./provider-config";
import type { Context, ResourceDefinition, Tagging } from "./resource";

type Tags = Record<string, string>;

/** A tag as the AWS API has it. */
export interface AwsTag {
  Key?: string;
  Value?: string;
}

/** AWS's list from an object of tags. */
export function toAwsTags(tags: unknown): { Key: string; Value: string }[] {
  return Object.entries((tags ?? {}) as Tags).map(([Key, Value]) => ({ Key, Value }));
}

/** An object of tags from AWS's list, without those that AWS itself sets. */
export function fromAwsTags(tags: readonly AwsTag[] | undefined): Tags {
  const own = (tags ?? []).filter(({ Key }) => Key !== undefined && !Key.startsWith("aws:"));
  return Object.fromEntries(own.map(({ Key, Value }) => [Key, Value ?? ""]));
}

/** What AWS has, without the tags that the provider is told not to see. */
export function withoutIgnoredTags(live: Values, { keys, keyPrefixes }: IgnoredTags): Values {
  if (live.tags === undefined) return live;
  const isIgnored = (key: string) =>
    keys.includes(key) || keyPrefixes.some((prefix) => key.startsWith(prefix));
  const tags = Object.entries(live.tags as Tags).filter(([key]) => !isIgnored(key));
  return { ...live, tags: Object.fromEntries(tags) };
}

/** Tags for EC2's create calls; AWS refuses an empty list. */
export function tagSpecifications(type: ResourceType, tags: unknown) {
  const list = toAwsTags(tags);
  return list.length > 0 ? { TagSpecifications: [{ ResourceType: type, Tags: list }] } : {};
}

/** Tags of everything in EC2, by id. */
export const ec2Tagging: Tagging = {
  async add(id, _state, tags, { aws }) {
    await aws.ec2.createTags({ Resources: [id], Tags: toAwsTags(tags) });
  },
  async remove(id, _state, keys, { aws }) {
    await aws.ec2.deleteTags({ Resources: [id], Tags: keys.map((Key) => ({ Key })) });
  },
};

/** Brings a resource's tags from those of its state to those of its inputs. */
export async function changeTags(
  definition: ResourceDefinition,
  id: string,
  state: Values,
  inputs: Values,
  context: Context,
): Promise<void> {
  const before = (state.tagsAll ?? {}) as Tags;
  const wanted = (inputs.tagsAll ?? {}) as Tags;
  const added = Object.entries(wanted).filter(([key, value]) => before[key] !== value);
  const removed = Object.keys(before).filter((key) => !(key in wanted));
  if (removed.length > 0) await definition.tagging?.remove(id, state, removed, context);
  if (added.length > 0) await definition.tagging?.add(id, state, Object.fromEntries(added), context);
}
