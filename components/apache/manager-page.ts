/** A worker as the balancer manager shows it. */
export interface ShownWorker {
  /** `https://10.0.1.10:9443` */
  readonly url: string;
  /** Empty where it has none. */
  readonly route: string;
  /** Those of a lower set get requests first. */
  readonly set: number;
  /** Words such as `Init Dis`. */
  readonly status: string;
  /** Requests so far. */
  readonly elected: number;
  /** Requests at this moment. */
  readonly busy: number;
  /** How it is checked, `GET`; `None` where it is not. */
  readonly check: string;
}

/** A balancer of the manager's virtual host. */
export interface ShownBalancer {
  readonly name: string;
  /** Goes with every change; another one after each restart of httpd. */
  readonly nonce: string;
  readonly workers: readonly ShownWorker[];
}

const needed = ["Worker URL", "Route", "Status", "Elected", "Busy"];

/**
 * Reads the page of httpd's balancer manager. It has no other form that says all: that in XML has neither nonce nor
 * checks.
 *
 * @throws Error for a page that is another one
 */
export function parseManagerPage(html: string): ShownBalancer[] {
  if (!html.includes("Load Balancer Manager for")) throw new Error("no page of a balancer manager");
  return html
    .split("<h3>LoadBalancer Status for ")
    .slice(1)
    .map((part) => {
      const [, name, nonce] = /^<a href="[^"]*\?b=([^"&]*)&amp;nonce=([^"]*)"/.exec(part) ?? [];
      const table = part.split("<table>").find((each) => each.includes("<th>Worker URL</th>"));
      if (name === undefined || nonce === undefined || table === undefined) {
        throw new Error("a balancer without name, nonce or workers");
      }
      return { name: decodeURIComponent(name), nonce, workers: parseWorkers(table) };
    });
}

function parseWorkers(table: string): ShownWorker[] {
  const heads = Array.from(table.matchAll(/<th>([^<]*)<\/th>/g), ([, head = ""]) => head);
  const missing = needed.filter((head) => !heads.includes(head));
  if (missing.length > 0) throw new Error(`no column ${missing.join(", ")}`);
  const end = table.indexOf("</table>");
  const rows = table
    .slice(0, end < 0 ? undefined : end)
    .split("<tr>")
    .filter((row) => row.includes("<td>"));
  return rows.map((row) => {
    const cells = row.split("<td>").slice(1).map(textOf);
    const cell = (head: string) => cells[heads.indexOf(head)] ?? "";
    return {
      url: cell("Worker URL"),
      route: cell("Route"),
      set: numberOf(cell("Set")),
      status: cell("Status"),
      elected: numberOf(cell("Elected")),
      busy: numberOf(cell("Busy")),
      // `NONE` is httpd's own word where mod_proxy_hcheck is loaded and checks no worker.
      check: cell("HC Method").replace(/^NONE$/, "") || "None",
    };
  });
}

const entities: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"' };

function textOf(cell: string): string {
  const text = cell.replaceAll(/<[^>]*>/g, "").trim();
  return text.replaceAll(/&(lt|gt|amp|quot);/g, (whole, entity: string) => entities[entity] ?? whole);
}

function numberOf(text: string): number {
  const value = Number(text || "0");
  if (!Number.isFinite(value)) throw new Error(`${text} where a number belongs`);
  return value;
}

/**
 * Processes that still answer what they began before a restart of httpd, on `server-status?auto`: their requests are no
 * longer counted by the manager.
 *
 * @throws Error for a page that is another one
 */
export function countLeftBehind(status: string): number {
  const stopping = /^Stopping: (\d+)$/m.exec(status)?.[1];
  if (stopping !== undefined) return Number(stopping);
  // Of the MPM prefork: `G` is a child that ends with its request.
  const board = /^Scoreboard: (.*)$/m.exec(status)?.[1];
  if (board === undefined) throw new Error("no Scoreboard on the status page");
  return board.split("G").length - 1;
}
