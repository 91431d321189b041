/** The page's own style: nothing is loaded from anywhere. */
export const pageStyle = `
:root { color-scheme: light; --ink: #1f2733; --quiet: #667085; --line: #e4e8ee; --good: #2e7d4f; --bad: #c62f2a; --warn: #b26a00; }
* { box-sizing: border-box; }
body { margin: 0; background: #f5f6f8; color: var(--ink); font: 15px/1.5 Inter, system-ui, "Segoe UI", "Helvetica Neue", Arial, sans-serif; }
main { max-width: 1180px; margin: 0 auto; padding: 28px 24px 56px; }
section, .verdict { background: #fff; border: 1px solid var(--line); border-radius: 10px; padding: 20px 24px; margin: 0 0 18px; }
.verdict { border-left: 6px solid var(--tone); }
.rolled { --tone: var(--good); } .lost, .stopped { --tone: var(--bad); } .unfinished { --tone: var(--warn); } .empty { --tone: var(--quiet); }
h1 { margin: 0; font-size: 25px; line-height: 1.3; font-weight: 650; color: var(--tone); text-wrap: balance; }
h2 { margin: 0 0 12px; font-size: 17px; font-weight: 650; }
.when { margin: 4px 0 0; color: var(--quiet); font-size: 14px; }
dl.why { display: grid; grid-template-columns: max-content 1fr; gap: 3px 16px; margin: 14px 0 0; }
dl.why dt { color: var(--quiet); } dl.why dd { margin: 0; overflow-wrap: anywhere; }
dl.facts { display: flex; flex-wrap: wrap; gap: 10px 40px; margin: 16px 0 0; }
dl.facts div { display: flex; flex-direction: column-reverse; }
dl.facts dt { color: var(--quiet); font-size: 13px; } dl.facts dd { margin: 0; font-size: 21px; font-weight: 600; font-variant-numeric: tabular-nums; }
svg { display: block; width: 100%; height: auto; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: 14px; }
th { text-align: left; font-weight: 600; color: var(--quiet); border-bottom: 1px solid var(--line); padding: 4px 12px 6px 0; white-space: nowrap; vertical-align: bottom; }
td { padding: 4px 12px 4px 0; border-bottom: 1px solid #f0f2f5; vertical-align: top; overflow-wrap: anywhere; }
tr:last-child td { border-bottom: 0; }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.name { white-space: nowrap; }
.bad { color: var(--bad); font-weight: 600; } .warn { color: var(--warn); font-weight: 600; } .good { color: var(--good); } .quiet, tr.note td { color: var(--quiet); }
.swatch { display: inline-block; width: 10px; height: 10px; border-radius: 3px; margin-right: 7px; }
summary { cursor: pointer; font-size: 17px; font-weight: 650; } details[open] summary { margin-bottom: 12px; }
@media print {
  @page { margin: 12mm; }
  body { background: #fff; font-size: 11px; } main { max-width: none; padding: 0; }
  section, .verdict { padding: 10px 0; margin: 0 0 8px; border-width: 0 0 1px; border-radius: 0; } .verdict { padding-left: 12px; border-left: 5px solid var(--tone); }
  h1 { font-size: 19px; } dl.facts dd { font-size: 14px; } dl.facts dt { font-size: 10px; } .when { font-size: 11px; } h2, summary { font-size: 13px; } table { font-size: 10px; } tr { break-inside: avoid; } .chart { break-inside: avoid; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
`;
