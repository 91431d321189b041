import { AsyncLocalStorage } from "node:async_hooks";

/** Throws a `RollError` once a lock is lost. */
export type ConfirmLock = () => void;

/** What a critical section knows of the locks that it stands on. */
const sections = new AsyncLocalStorage<readonly ConfirmLock[]>();

/** Work of which every step asks first whether its lock still holds, and that of the sections around it. */
export function inSection<T>(confirm: ConfirmLock, work: () => Promise<T>): Promise<T> {
  return sections.run([...(sections.getStore() ?? []), confirm], work);
}

/**
 * Asked ahead of every change. What the section's own code does after it, such as an undo, stands outside.
 *
 * @throws RollError when a lock of the section that this runs in is lost, whichever kind of balancer it is of.
 */
export function throwIfSectionIsLost(): void {
  for (const confirm of sections.getStore() ?? []) confirm();
}
