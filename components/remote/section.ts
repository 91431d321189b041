import { AsyncLocalStorage } from "node:async_hooks";
import type { RollError } from "./roll-error";

/** What a critical section is told of the lock that it stands on. */
const sections = new AsyncLocalStorage<readonly AbortSignal[]>();

/** Work of which every step asks first whether its lock still holds, and that of the sections around it. */
export function inSection<T>(lost: AbortSignal, work: () => Promise<T>): Promise<T> {
  return sections.run([...(sections.getStore() ?? []), lost], work);
}

/**
 * Asked ahead of every change. What the section's own code does after it, such as an undo, stands outside.
 *
 * @throws RollError when a lock of the section that this runs in is lost.
 */
export function throwIfSectionIsLost(): void {
  for (const lost of sections.getStore() ?? []) {
    if (lost.aborted) throw lost.reason as RollError;
  }
}
