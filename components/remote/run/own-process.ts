import { readPlace, readProcess } from "./process-table";

/** This process, in the form of `RollRun.id`: a run tells of it whether it still lives. */
export function ownProcessId(): string {
  return `${process.pid}:${readProcess(process.pid)?.started ?? "0"}@${readPlace()}`;
}
