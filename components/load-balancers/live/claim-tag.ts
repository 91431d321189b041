import { cut, quote, readParts, unquote } from "./quoted";
import { longestTagValue, type Tag } from "./tag";

const prefix = "wso2-roll-lock:";

/** That somebody has, or wants, a load balancer to itself: a tag of its own for each of them. */
export interface Claim {
  /** Of one attempt of one process; no two have the same. */
  readonly id: string;
  /** `alice@ci-7` */
  readonly by: string;
  /** In the form of `RollRun.id`: on the same computer one sees it end. */
  readonly process: string;
  /** Another one each time it is renewed. */
  readonly beat: number;
}

export function claimTagKey(id: string): string {
  return `${prefix}${id}`;
}

export function planClaimTag({ id, by, process, beat }: Claim): Required<Tag> {
  const text = `beat=${beat} process=${quote(process)} by=${quote(by)}`;
  return { Key: claimTagKey(id), Value: cut(text, longestTagValue) };
}

/** Undefined for any other tag. A claim that can't be read in full is a claim all the same. */
export function parseClaimTag({ Key = "", Value = "" }: Tag): Claim | undefined {
  if (!Key.startsWith(prefix)) return undefined;
  const found = readParts(Value);
  return {
    id: Key.slice(prefix.length),
    by: unquote(found.get("by") ?? "unknown"),
    process: unquote(found.get("process") ?? ""),
    beat: Number(found.get("beat")) || 0,
  };
}
