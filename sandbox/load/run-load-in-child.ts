import { fork } from "node:child_process";
import { join } from "node:path";
import { packageRoot } from "../paths";
import type { ChildLoadOptions, FromChild, ToChild } from "./child-messages";
import type { LoadReport, LoadSample } from "./report";

/** A load that runs in a process of its own, so that what goes on here does not delay it. */
export interface LoadChild {
  /** The report, when the load's time is over or it was stopped. */
  readonly done: Promise<LoadReport>;
  /** Sends nothing more, waits for what is in flight, and gives the report. */
  stop(): Promise<LoadReport>;
}

/**
 * Starts `runLoad` in a process beside this one; it ends with this process.
 * `done` fails on options that can't be run, and if the process dies without a report.
 */
export function runLoadInChild(
  options: ChildLoadOptions,
  onSample: (sample: LoadSample) => void = () => {},
): LoadChild {
  const child = fork(join(packageRoot, "dist/sandbox/load/child.js"), { execArgv: [] });
  const tell = (message: ToChild) => {
    if (child.connected) child.send(message);
  };
  const done = new Promise<LoadReport>((resolve, reject) => {
    child.on("message", (message: FromChild) => {
      if ("sample" in message) onSample(message.sample);
      else if ("report" in message) resolve(message.report);
      else reject(new Error(message.error));
    });
    child.on("error", reject);
    child.on("exit", (code, signal) => {
      reject(new Error(`The load generator ended without a report (${signal ?? `exit status ${code}`})`));
    });
  });
  // Whoever never asks for the report must not be ended by its failure.
  done.catch(() => {});
  tell({ start: options });
  return {
    done,
    stop: () => {
      tell({ stop: true });
      return done;
    },
  };
}
