import { findApacheProblems } from "../../../components/apache/live/preflight";
import { countLeftBehind, parseManagerPage } from "../../../components/apache/manager-page";
import { planLine } from "../../../components/apache/worker-line";
import { planWorkerView } from "../../../components/apache/worker-view";
import { readWords, workerFlags } from "../../../components/apache/worker-words";

/** As httpd 2.4.71 prints it. */
function renderPage(rows: readonly string[], withChecks = true, nonce = "6018ee18-53dc-26ad"): string {
  const heads = [
    "Worker URL",
    "Route",
    "RouteRedir",
    "Factor",
    "Set",
    "Status",
    "Elected",
    "Busy",
    "Load",
    "To",
    "From",
  ];
  const all = [
    ...heads,
    ...(withChecks ? ["HC Method", "HC Interval", "Passes", "Fails", "HC uri", "HC Expr"] : []),
  ];
  return `<body><h1>Load Balancer Manager for sso.example.com</h1>
<hr />
<h3>LoadBalancer Status for <a href="/balancer-manager?b=apim&amp;nonce=${nonce}">balancer://apim</a> [p46_apim]</h3>
<table><tr><th>MaxMembers</th><th>Path</th></tr>
<tr><td>2 [2 Used]</td>
<td>/apim-api</td>
</tr>
</table>
<br />

<table><tr>${all.map((head) => `<th>${head}</th>`).join("")}</tr>
${rows.join("\n")}
</table>
<hr />
`;
}

function renderRow(
  change: Partial<Record<"url" | "route" | "set" | "status" | "check", string>> = {},
): string {
  const { url = "https://10.0.1.10:9443", route = "apim1", set = "0", status = "Init Ok ", check } = change;
  const checks =
    check === undefined
      ? ""
      : `</td><td>${check}</td><td>1000ms</td><td>2 (0)</td><td>3 (0)</td><td>/health</td><td>`;
  return `<tr>
<td><a href="/balancer-manager?b=apim&amp;w=${url}&amp;nonce=6018">${url}</a></td><td>${route}</td><td></td><td>1.00</td><td>${set}</td><td>${status}</td><td>17</td><td>3</td><td>0</td><td>  0 </td><td>  0 ${checks}</td></tr>`;
}

const read = (...rows: string[]) => parseManagerPage(renderPage(rows))[0]?.workers ?? [];

it("reads balancers, nonces and workers", () => {
  expect(parseManagerPage(renderPage([renderRow({ check: "GET" })]))).toEqual([
    {
      ...{ name: "apim", nonce: "6018ee18-53dc-26ad" },
      workers: [
        {
          ...{ url: "https://10.0.1.10:9443", route: "apim1", set: 0, status: "Init Ok" },
          ...{ elected: 17, busy: 3, check: "GET" },
        },
      ],
    },
  ]);
});

it("reads an httpd without mod_proxy_hcheck, and workers without a route", () => {
  const [{ workers = [] } = {}] = parseManagerPage(renderPage([renderRow({ route: "" })], false));
  expect(workers.map(({ route, check }) => [route, check])).toEqual([["", "None"]]);
  expect(planWorkerView(workers[0] as (typeof workers)[0], workers).name).toBe("10.0.1.10:9443");
});

it("takes httpd's word NONE for a worker that is not checked, so that no join fails it to have it proven", () => {
  const workers = read(renderRow({ check: "NONE" }));
  expect(workers.map((worker) => planWorkerView(worker, workers).check)).toEqual([""]);
});

it.each([
  ["another page", "<html>It works!</html>", "no page of a balancer manager"],
  ["a page without a column", renderPage([renderRow()]).replace("<th>Busy</th>", ""), "no column Busy"],
])("fails on %s", (_, page, message) => {
  expect(() => parseManagerPage(page)).toThrow(message);
});

/** Each flag that httpd can show, alone and with what it may come with. */
it.each<[string, "ready" | "drain" | "maint", boolean, boolean]>([
  ["Init Ok", "ready", true, false],
  ["Init Ign Ok", "ready", true, false],
  ["Init Drn Ok", "drain", true, false],
  ["Init Gen Ok", "ready", true, false],
  ["Init Shut", "ready", false, false],
  ["Init Dis", "maint", true, false],
  ["Init Drn Dis", "maint", true, false],
  ["Init Stop", "maint", true, false],
  ["Init Dis Stop Err", "maint", false, false],
  ["Init Err", "ready", false, false],
  ["Init Ign Err", "ready", false, false],
  ["Init Stby Ok", "ready", true, true],
  ["Init Spar Ok", "ready", true, true],
  ["Init Free", "ready", false, false],
  ["Init HcFl", "ready", false, false],
  ["Init Dis HcFl", "maint", false, false],
  ["Dis", "maint", false, false],
])("sees %s as httpd does: %s, up %s, backup %s", (status, admin, up, backup) => {
  const workers = read(renderRow({ status, check: "GET" }));
  const view = planWorkerView(workers[0] as (typeof workers)[0], workers);
  expect([view.admin, view.up, view.backup ?? false]).toEqual([admin, up, backup]);
});

it("has a row above for every word of httpd's own table", () => {
  // proxy_wstat_tbl of mod_proxy.c, by letter.
  const table = "O Init I Ign N Drn G Gen U Shut D Dis S Stop E Err H Stby R Spar F Free C HcFl".split(" ");
  const letters = Object.fromEntries(
    table.flatMap((letter, index) => (index % 2 === 0 ? [[table[index + 1], letter]] : [])),
  );
  const known = Object.entries(workerFlags).filter(([word]) => word !== "Ok");
  expect(Object.fromEntries(known.map(([word, { letter }]) => [word, letter]))).toEqual(letters);
});

it("does not guess what another word means", () => {
  expect(readWords("Init Zzz Ok").unclear).toEqual(["Zzz"]);
  expect(readWords("??? ").unclear).toEqual(["???"]);
});

it("takes a worker of a later set for a backup", () => {
  const workers = read(renderRow({ check: "GET" }), renderRow({ route: "apim2", set: "1", check: "GET" }));
  expect(workers.map((each) => planWorkerView(each, workers).backup ?? false)).toEqual([false, true]);
});

it.each([
  ["https://10.0.1.10:9443", "10.0.1.10", 9443],
  ["http://node1.example", "node1.example", 80],
  ["https://[fd00::1]:8243", "[fd00::1]", 8243],
  ["ajp://node1.example/app", "node1.example", 8009],
])("knows where %s leads", (url, address, port) => {
  const [worker] = read(renderRow({ url, check: "GET" }));
  expect(planLine("apim", worker as NonNullable<typeof worker>)).toMatchObject({ address, port });
});

it.each([
  ["the MPM event", "BusyWorkers: 1\nStopping: 2\nScoreboard: .G__W", 2],
  ["the MPM prefork", "BusyWorkers: 1\nScoreboard: .G__WG..", 2],
  ["nothing left", "Stopping: 0\nScoreboard: __W", 0],
])("counts what a restart left behind, of %s", (_, page, count) => {
  expect(countLeftBehind(page)).toBe(count);
});

it("fails on a status page that is none", () => {
  expect(() => countLeftBehind("<html>")).toThrow("no Scoreboard");
});

describe("what would keep a node from leaving", () => {
  const balancer = (nonce: string, ...rows: string[]) => parseManagerPage(renderPage(rows, true, nonce))[0];
  const find = (shown: ReturnType<typeof balancer>) =>
    findApacheProblems({ group: "apim", server: "apim1" }, shown as NonNullable<typeof shown>);

  it("is nothing, as a rule", () => {
    expect(find(balancer("6018", renderRow({ check: "GET" })))).toEqual([]);
  });

  it("is a nonce that httpd takes no change by, and one name twice", () => {
    const row = renderRow({ check: "GET" });
    expect(find(balancer("", row, row))).toEqual([
      "balancer apim has nonce=none, and with that httpd takes no change: leave the nonce to httpd (remove `nonce` from its ProxySet)",
      "balancer apim has apim1 more than once: give each worker a route of its own",
    ]);
  });
});
