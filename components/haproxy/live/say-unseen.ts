import type { Report } from "../../remote/report";

const said = new WeakMap<object, Set<string>>();

/** Once for each HAProxy that a command asks: the roll goes on, and its operator knows what nobody looked at. */
export function sayUnseen(report: Pick<Report, "line">, balancer: string): void {
  const balancers = said.get(report) ?? new Set();
  said.set(report, balancers);
  if (balancers.has(balancer)) return;
  balancers.add(balancer);
  report.line(
    balancer,
    "unseen",
    "what the files of the HAProxy that answers on the socket say (`option persist`, `nbsrv`), and whether a reload left an older one, is not to be seen on this machine: in a container, start it with a master (`-W`)",
  );
}
