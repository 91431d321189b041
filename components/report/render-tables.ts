import { phaseColors } from "./chart-style";
import { type Html, html, trusted } from "./html";
import { type NodeOutcome, phases, type ReportNote, type ReportStep, type RollReport } from "./roll-report";
import { clockText, countText, durationText } from "./time-text";

const tones: Readonly<Record<NodeOutcome, string>> = {
  "in service": "good",
  out: "quiet",
  stopped: "bad",
  unfinished: "warn",
  prepared: "quiet",
};

/** A row for each machine: how it ended, and how long each phase took. */
export function renderNodes({ nodes, batches }: RollReport): Html {
  const used = phases.filter((phase) => nodes.some((node) => node.phases[phase] !== undefined));
  const withBatch = batches.length > 0;
  const rows = nodes.map(
    (node) =>
      html`<tr><td class="name">${node.node}</td>${withBatch ? number(node.batch) : undefined}<td class="name ${
        tones[node.outcome]
      }">${node.outcome}</td>${used.map((phase) => number(node.phases[phase]?.toFixed(1)))}${number(
        outSeconds(node)?.toFixed(1),
      )}</tr>`,
  );
  return html`<table><thead><tr><th>machine</th>${withBatch ? head("batch") : undefined}<th>now</th>${used.map(
    head,
  )}${head("out of service")}</tr></thead><tbody>${rows}</tbody></table>`;
}

function outSeconds({ out, endSec }: RollReport["nodes"][number]): number | undefined {
  if (out.length === 0) return undefined;
  return out.reduce((sum, span) => sum + (span.endSec ?? endSec) - span.beginSec, 0);
}

const number = (value: string | number | undefined) => html`<td class="number">${value ?? "–"}</td>`;
const head = (name: string) => html`<th class="number">${name}</th>`;

/** Every step as it came, with what was told in between. */
export function renderSteps({ steps, notes }: RollReport): Html {
  const rows = [
    ...steps.map((step) => ({ atSec: step.beginSec, row: stepRow(step) })),
    ...joinNotes(notes).map((note) => ({ atSec: note.atSec, row: noteRow(note) })),
  ].sort((a, b) => a.atSec - b.atSec);
  return html`<table><thead><tr>${head("at")}<th>machine</th><th>step</th>${head(
    "took",
  )}<th>what happened</th></tr></thead><tbody>${rows.map(({ row }) => row)}</tbody></table>`;
}

function stepRow(step: ReportStep): Html {
  const took = step.endSec === undefined ? "no end" : durationText(step.endSec - step.beginSec);
  const swatch = trusted(`<span class="swatch" style="background:${phaseColors[step.phase]}"></span>`);
  const tone = step.outcome === "failed" ? "bad" : step.outcome === "unfinished" ? "warn" : "";
  return html`<tr><td class="number">${clockText(step.beginSec)}</td><td class="name">${
    step.node
  }</td><td class="name">${swatch}${step.command === step.step ? step.step : `${step.command}: ${step.step}`}</td><td class="number">${took}</td><td class="${tone}">${
    step.outcome === "done" ? "" : `${step.outcome}${step.detail ? ": " : ""}`
  }${step.detail}</td></tr>`;
}

/** What was told again and again of one step is its first and its last; the data has it all. */
function joinNotes(notes: readonly ReportNote[]): ReportNote[] {
  const joined = new Map<string, readonly [ReportNote, ReportNote]>();
  for (const note of notes) {
    const key = JSON.stringify([note.node, note.command, note.step]);
    joined.set(key, [joined.get(key)?.[0] ?? note, note]);
  }
  return [...joined.values()].map(([first, last]) =>
    first === last ? first : { ...first, detail: `${first.detail} … ${last.detail}` },
  );
}

function noteRow(note: ReportNote): Html {
  return html`<tr class="note"><td class="number">${clockText(note.atSec)}</td><td class="name">${
    note.node
  }</td><td class="name">${note.step}</td><td></td><td>${note.detail}</td></tr>`;
}

/** What stopped the roll, and what clients lost, each with its cause. */
export function renderFailures({ failures, load }: RollReport): Html {
  const stops = failures.map(
    (failure) =>
      html`<tr><td class="number">${clockText(failure.atSec)}</td><td class="name">${
        failure.node
      }</td><td class="name">${failure.command}: ${failure.step}</td><td><b class="bad">${failure.seen}</b><br>expected ${
        failure.expected
      }<br><span class="quiet">${failure.resolved ? "done since" : `next: ${failure.next}`}</span></td></tr>`,
  );
  const lost = (load?.failures ?? []).map(
    ({ cause, count, examples }) =>
      html`<tr><td class="number">${
        examples[0] ? clockText(examples[0].atSec) : ""
      }</td><td class="name">clients</td><td class="name">${countText(count)} × ${cause}</td><td>${examples.map(
        (example) => html`<div>${clockText(example.atSec)} ${example.text}</div>`,
      )}</td></tr>`,
  );
  if (stops.length + lost.length === 0) return html`<p class="quiet">None.</p>`;
  return html`<table><thead><tr>${head("at")}<th>where</th><th>what</th><th>cause</th></tr></thead><tbody>${
    stops
  }${lost}</tbody></table>`;
}
