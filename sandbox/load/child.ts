/** The process of `runLoadInChild`: load as its parent says, until it is told to stop. */
import type { FromChild, ToChild } from "./child-messages";
import { runLoad } from "./run-load";

const stopping = new AbortController();

function tell(message: FromChild, then: () => void = () => {}): void {
  process.send?.(message, undefined, undefined, then);
}

process.on("message", (message: ToChild) => {
  if ("stop" in message) {
    stopping.abort();
    return;
  }
  runLoad({ ...message.start, signal: stopping.signal }, (sample) => tell({ sample }))
    .then(
      (report): FromChild => ({ report }),
      (error: Error): FromChild => ({ error: error.message }),
    )
    .then((last) => tell(last, () => process.disconnect()))
    .catch(() => process.exit(1));
});

// Ctrl-C goes to the whole group: the parent decides what it means.
process.on("SIGINT", () => {});

// After the report, or when the parent is gone: a load without a reader is of no use.
process.on("disconnect", () => process.exit());
