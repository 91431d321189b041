import { planChart } from "./chart-option";
import { type Html, html, trusted } from "./html";
import { pageStyle } from "./page-style";
import { renderChart } from "./render-chart";
import { renderFailures, renderNodes, renderSteps } from "./render-tables";
import type { RollReport } from "./roll-report";
import { countText, durationText, latencyText } from "./time-text";

/** More steps than these are folded, so that what failed is not pages below. */
const unfoldedSteps = 40;

/** The report as one page that needs nothing but itself. */
export function renderPage(report: RollReport): string {
  const { verdict, steps, failures, load } = report;
  const chart = renderChart(planChart(report, { withHeader: false })).replace(/ xmlns(:xlink)?="[^"]*"/g, "");
  const failed = failures.length > 0 || (load?.failed ?? 0) > 0;
  const failureSection = html`<section><h2>Failures</h2>${renderFailures(report)}</section>`;
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${verdict.text}</title>
<style>${trusted(pageStyle)}</style>
</head>
<body>
<main>
<header class="verdict ${verdict.outcome}"><h1>${unbroken(verdict.text)}</h1><p class="when">Began ${dateText(
    report.startedAt,
  )}</p>${renderWhy(report)}${renderFacts(report)}</header>
<section class="chart"><h2>Timeline</h2>${trusted(chart)}</section>
<section><h2>Machines <span class="quiet">(seconds)</span></h2><div class="wide">${renderNodes(report)}</div></section>
<section><details${steps.length <= unfoldedSteps ? trusted(" open") : undefined}><summary>${countText(
    steps.length,
  )} steps</summary><div class="wide">${renderSteps(report)}</div></details></section>
${failed ? failureSection : html`<section><h2>Failures</h2><p class="good">None.</p></section>`}
</main>
</body>
</html>
`;
  return page.text;
}

/** Keeps a number and its unit on one line. */
function unbroken(text: string): string {
  return text.replace(/(\d) (s|min|h)\b/g, "$1\u00a0$2");
}

function dateText(iso: string): string {
  return `${iso.slice(0, 10)} at ${iso.slice(11, 19)} UTC`;
}

/** What an operator must know of a roll that stopped, without looking further down. */
function renderWhy({ failures }: RollReport): Html | undefined {
  const failure = failures.find(({ resolved }) => !resolved);
  if (!failure) return undefined;
  return html`<dl class="why"><dt>expected</dt><dd>${failure.expected}</dd><dt>seen</dt><dd><b>${
    failure.seen
  }</b></dd><dt>next</dt><dd>${failure.next}</dd></dl>`;
}

function renderFacts({ totals, nodes, load }: RollReport): Html {
  const p99s = (load?.samples ?? []).flatMap(({ p99Ms }) => (p99Ms === undefined ? [] : [p99Ms]));
  const changed = totals.rolled + totals.added + totals.removed;
  const wanted = nodes.filter(({ phases }) => phases.balancer === undefined).length;
  const facts: (readonly [string, string])[] = [
    ["machines done", `${changed} of ${wanted}`],
    ["time", durationText(totals.seconds)],
    ["most out at once", `${totals.mostOutAtOnce}`],
  ];
  if (load) {
    facts.push(["requests", countText(load.requests)], ["failed", countText(load.failed)]);
    if (p99s.length > 0) facts.push(["worst second's p99", latencyText(Math.max(...p99s))]);
  }
  return html`<dl class="facts">${facts.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;
}
