import type { FloorPolicy } from "../../rolling/membership/plans";
import { quote, unquote } from "./quoted";
import { longestTagValue, type Tag } from "./tag";

const prefix = "wso2-roll-floors:";
/** No node's name begins so. */
const minHealthyKey = "@min";
const groupPart = "@group=";

export function isFloorTag({ Key = "" }: Tag): boolean {
  return Key.startsWith(prefix);
}

/** `@min=2 node1=1 node2=1`, over as many tags as it takes. */
export function planFloorTags({ group, minHealthy, maxUnavailable }: FloorPolicy): Required<Tag>[] {
  const parts = [
    ...(group === undefined ? [] : [`${groupPart}${quote(group)}`]),
    ...(minHealthy === undefined ? [] : [`${minHealthyKey}=${minHealthy}`]),
    ...Object.entries(maxUnavailable).map(([node, count]) => `${node}=${count}`),
  ];
  const values: string[] = [];
  for (const part of parts) {
    const last = values.at(-1);
    if (last !== undefined && last.length + 1 + part.length <= longestTagValue) {
      values[values.length - 1] = `${last} ${part}`;
    } else {
      values.push(part);
    }
  }
  return values.map((Value, index) => ({ Key: `${prefix}${index}`, Value }));
}

/** Undefined when nobody wrote floors down. */
export function parseFloorTags(tags: readonly Tag[]): FloorPolicy | undefined {
  const parts = tags.filter(isFloorTag).flatMap(({ Value = "" }) => Value.split(" "));
  const counts = new Map(
    parts.flatMap((part) => {
      if (part.startsWith(groupPart)) return [];
      const [, name, count] = /^(\S+)=(\d+)$/.exec(part) ?? [];
      return name === undefined ? [] : [[name, Number(count)] as const];
    }),
  );
  if (counts.size === 0) return undefined;
  const group = parts.find((part) => part.startsWith(groupPart))?.slice(groupPart.length);
  const minHealthy = counts.get(minHealthyKey);
  counts.delete(minHealthyKey);
  return {
    ...(group === undefined ? {} : { group: unquote(group) }),
    ...(minHealthy === undefined ? {} : { minHealthy }),
    maxUnavailable: Object.fromEntries(counts),
  };
}
