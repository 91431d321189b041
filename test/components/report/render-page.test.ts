import { DOMParser } from "@xmldom/xmldom";
import { planReport } from "../../../components/report/plan-report";
import { renderPage } from "../../../components/report/render-page";
import { at, failing, load, rolled, step } from "./journal-of";

const stopped = renderPage(planReport([...rolled("node1", 0), ...failing("node2", 20)], load));

/** The page as XML; the few tags of HTML that are never closed are closed first. */
function parse(page: string) {
  const problems: string[] = [];
  const xml = page
    .replace(/^<!doctype html>/, "")
    .replace(/<(meta|br)\b([^>]*)>/g, "<$1$2/>")
    .replace(/<details open>/, '<details open="">');
  const parser = new DOMParser({ onError: (level, message) => problems.push(`${level}: ${message}`) });
  return { document: parser.parseFromString(xml, "text/xml"), problems };
}

describe("the page of a report", () => {
  it("is well-formed and begins with the verdict", () => {
    const { document, problems } = parse(stopped);
    expect(problems).toEqual([]);
    expect(document.getElementsByTagName("h1")[0]?.textContent).toBe(
      "Stopped at node2, step readiness, after 28.0\u00a0s; 1 node done before; 400 requests, 0 failed",
    );
    const why = [...document.getElementsByTagName("dl")].find((each) => each.getAttribute("class") === "why");
    expect([...(why?.getElementsByTagName("dd") ?? [])].map(({ textContent }) => textContent)).toEqual([
      "200 from https://10.0.2.12:9164/liveness within 15 s",
      '500 <img src=x onerror="alert(1)">',
      "remove the cause, then `pulumi up` goes on from here",
    ]);
  });

  it("loads nothing and runs nothing", () => {
    const { document } = parse(stopped);
    const names = new Set([...document.getElementsByTagName("*")].map(({ tagName }) => tagName));
    for (const name of ["script", "link", "img", "image", "iframe", "object", "embed", "use", "base"]) {
      expect(names).not.toContain(name);
    }
    const attributes = [...document.getElementsByTagName("*")].flatMap((element) => [...element.attributes]);
    const outside = attributes.filter(
      ({ name, value }) => /^(src|href|xlink:href|action|on.*)$/.test(name) || /:\/\//.test(value),
    );
    expect(outside.map(({ name, value }) => `${name}=${value}`)).toEqual([]);
    expect(stopped).not.toMatch(/@import|url\(\s*["']?(?!#)/);
  });

  it("escapes what machines said, wherever it stands", () => {
    const nasty = '</style></svg><script>alert("1")</script>';
    const entries = step("node1", "leave", nasty, 0, 3).map((entry) => ({
      ...entry,
      node: nasty,
      detail: nasty,
    }));
    const failures = [{ cause: nasty, count: 1, examples: [{ atSec: 1, detail: nasty }] }];
    const page = renderPage(planReport([...entries, ...failing(nasty, 5)], { ...load, failed: 1, failures }));
    expect(page).not.toContain("<script");
    expect(page.match(/<\/style>/g)).toHaveLength(1);
    expect(parse(page).problems).toEqual([]);
  });

  it("shows each step where it was, with what it was", () => {
    const { document } = parse(stopped);
    const titles = [...document.getElementsByTagName("title")].map(({ textContent }) => textContent);
    expect(titles).toContain("node1 drain, 0:00, 3.0 s\ndrain done");
    expect(titles).toContain('500 <img src=x onerror="alert(1)">');
    const axis = [...document.getElementsByTagName("text")].map(({ textContent }) => textContent);
    expect(axis).toEqual(
      expect.arrayContaining(["node1", "node2", "drain", "0:00", "0:30", "Requests a second"]),
    );
  });

  it("has a table of machines and one of steps", () => {
    const { document } = parse(stopped);
    const rows = [...document.getElementsByTagName("table")].map((table) =>
      [...table.getElementsByTagName("tr")].map((row) =>
        [...row.childNodes].map(({ textContent }) => textContent).join(" | "),
      ),
    );
    expect(rows[0]).toEqual([
      "machine | now | drain | take out | stop | change | start | enable | stable | out of service",
      "node1 | in service | 3.0 | 1.0 | 0.5 | 1.0 | 5.0 | 2.0 | 5.0 | 15.0",
      "node2 | stopped | 3.0 | – | 1.0 | – | 2.0 | – | – | 8.0",
    ]);
    expect(rows[1]?.slice(0, 2)).toEqual([
      "at | machine | step | took | what happened",
      "0:00 | node1 | leave: drain | 3.0 s | drain done",
    ]);
    expect(rows[1]?.at(-1)).toBe(
      '0:26 | node2 | start | 2.0 s | failed: node2: readiness: 500 <img src=x onerror="alert(1)">',
    );
  });

  it("tells the sessions that are left once a drain, from the first to the last", () => {
    const of = { node: "node1", command: "leave", step: "drain", phase: "note" } as const;
    const notes = [9, 4, 2].map((left, index) => ({ ...of, t: at(index), detail: `${left} sessions left` }));
    const { document } = parse(renderPage(planReport([...rolled("node1", 0), ...notes])));
    const rows = [...document.getElementsByTagName("tr")].filter(
      (row) => row.getAttribute("class") === "note",
    );
    expect(rows.map(({ textContent }) => textContent)).toEqual([
      "0:00node1drain9 sessions left … 2 sessions left",
    ]);
  });

  it("is there without a load and without a step", () => {
    expect(parse(renderPage(planReport(rolled("node1", 0)))).problems).toEqual([]);
    expect(parse(renderPage(planReport([]))).document.getElementsByTagName("h1")[0]?.textContent).toBe(
      "Nothing was rolled",
    );
  });
});
