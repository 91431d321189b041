import { DOMParser, type Element, XMLSerializer } from "@xmldom/xmldom";
import * as echarts from "echarts";
import type { Chart } from "./chart-option";

/** The chart as SVG, in the size of its layout. */
export function renderChart({ layout, option, labels }: Chart): string {
  const { width, height } = layout;
  const chart = echarts.init(null, null, { renderer: "svg", ssr: true, width, height });
  try {
    chart.setOption(option);
    return finish(chart.renderToSVGString({ useViewBox: true }), labels);
  } finally {
    // It keeps a timer, and with it the process.
    chart.dispose();
  }
}

/** Says what is under the pointer by the means of SVG alone, and takes away what needs the library in a browser. */
function finish(svg: string, labels: readonly (readonly string[])[]): string {
  const document = new DOMParser().parseFromString(svg, "image/svg+xml");
  for (const element of [...document.getElementsByTagName("*")]) {
    if (element.tagName === "style") {
      element.parentNode?.removeChild(element);
      continue;
    }
    const [series, item] = [
      takeNumber(element, "ecmeta_series_index"),
      takeNumber(element, "ecmeta_data_index"),
    ];
    const label = series === undefined || item === undefined ? undefined : labels[series]?.[item];
    for (const name of ["ecmeta_ssr_type", "class"]) element.removeAttribute(name);
    if (label === undefined) continue;
    const title = document.createElementNS("http://www.w3.org/2000/svg", "title");
    title.appendChild(document.createTextNode(label));
    element.appendChild(title);
  }
  return new XMLSerializer().serializeToString(document);
}

function takeNumber(element: Element, name: string): number | undefined {
  const value = element.getAttribute(name);
  element.removeAttribute(name);
  return value === null || value === "" ? undefined : Number(value);
}
