import type { MemberView } from "../rolling/membership/member-view";
import type { ShownBalancer, ShownWorker } from "./manager-page";
import { means, readWords } from "./worker-words";

/** By its route, or where it leads. */
export function workerName({ route, url }: Pick<ShownWorker, "route" | "url">): string {
  return route || url.replace(/^[a-z]+:\/\//, "");
}

/** A worker as a roll sees it, among those of its balancer. */
export function planWorkerView(worker: ShownWorker, all: readonly ShownWorker[]): MemberView {
  const { words } = readWords(worker.status);
  const up = words.includes("Init") && !means(words, "down");
  const checked = worker.check !== "None";
  // Sets are asked in their order: the next one when nobody of the one before can.
  const isLater = worker.set > Math.min(...all.map(({ set }) => set));
  return {
    name: workerName(worker),
    status: words.join(" "),
    admin: means(words, "out") ? "maint" : means(words, "drain") ? "drain" : "ready",
    up,
    ...(isLater || means(words, "reserve") ? { backup: true } : {}),
    checkPassed: up,
    check: checked ? worker.check : "",
    sessions: worker.busy,
    requests: worker.elected,
    downs: 0,
  };
}

/** What a roll can't understand, as sentences. */
export function findUnclear({ name, workers }: ShownBalancer): string[] {
  return workers.flatMap((worker) => {
    const { unclear } = readWords(worker.status);
    return unclear.length > 0 ? [`${name}/${workerName(worker)}: ${unclear.join(" ")}`] : [];
  });
}
