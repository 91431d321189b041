const events = ["uncaughtException", "unhandledRejection"] as const;
type Handler = (...args: unknown[]) => void;

/** By event. */
let left: Readonly<Record<string, readonly Handler[]>> = {};

const handlersOf = (event: string) => process.listeners(event as "exit") as Handler[];

/**
 * The SDK takes its handlers back when a program ends, and one that waits for a resource which failed never does: with
 * many failures in one process Node warns of a leak. The handlers of the last such run are kept, for what is still on
 * its way; those of the run before it go.
 */
export async function withoutLeftHandlers<T>(run: () => Promise<T>): Promise<T> {
  const before = new Map(events.map((event) => [event, handlersOf(event)]));
  try {
    return await run();
  } finally {
    const added = events.map(
      (event) => [event, handlersOf(event).filter((each) => !before.get(event)?.includes(each))] as const,
    );
    if (added.some(([, handlers]) => handlers.length > 0)) {
      for (const event of events) for (const each of left[event] ?? []) process.off(event, each);
      left = Object.fromEntries(added);
    }
  }
}
