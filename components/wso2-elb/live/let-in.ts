import { poll } from "../../remote/poll";
import { isLeftOver, type MemberLog } from "../member-log";

/** One ELB and its way to one node. */
export interface Way {
  open(): Promise<void>;
  close(): Promise<void>;
  log(): Promise<MemberLog>;
  /** The ELB has the node, and sends it nothing. @default false */
  readonly anew?: boolean;
  readonly signal?: AbortSignal;
  /** How long Tribes may take to meet a node, or to miss it, in seconds; it looks every five. @default 12 and 60 */
  readonly meetsWithinSec?: number;
  readonly missesWithinSec?: number;
  /** @default 500 */
  readonly intervalMs?: number;
}

/** More entries than these nobody has seen. */
const mostEntries = 3;

/**
 * Opens the way to a node. Where Axis2 has an entry of it left over from before it left, it would not hear of the node's
 * coming back until the ELB is restarted: so Tribes meets the node, misses it, which takes that entry away, and meets it
 * again. The same helps where it has the node in the one list and lost it from the other.
 */
export async function letIn(address: string, way: Way): Promise<void> {
  const { meetsWithinSec = 12, missesWithinSec = 60, intervalMs = 500, anew = false, signal } = way;
  const leaves = async () => (await way.log()).leaves.get(address) ?? 0;
  const beMissed = async () => {
    const before = await leaves();
    try {
      await way.close();
      await poll(async () => ((await leaves()) > before ? true : undefined), {
        ...{ timeoutSec: missesWithinSec, intervalMs, signal },
      });
    } finally {
      await way.open();
    }
  };
  await (anew ? beMissed() : way.open());
  for (let entry = 0; entry < mostEntries && isLeftOver(await way.log(), address); entry++) {
    const comes = await poll(
      async () => ((await way.log()).members.get(address) === "out" ? undefined : true),
      { timeoutSec: meetsWithinSec, intervalMs, signal },
    );
    if (comes) return;
    await beMissed();
  }
}
