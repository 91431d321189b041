import { planChart } from "../../../components/report/chart-option";
import { planReport } from "../../../components/report/plan-report";
import { renderChart } from "../../../components/report/render-chart";
import { renderPicture } from "../../../components/report/render-picture";
import { load, rolled } from "./journal-of";

const report = planReport(rolled("node1", 0), load);
const chart = planChart(report, { withHeader: true });

describe("the picture of a report", () => {
  const picture = renderPicture(renderChart(chart));

  it("is a PNG of twice the chart's size", () => {
    expect(picture.subarray(0, 8).toString("hex")).toBe("89504e470d0a1a0a");
    expect(picture.subarray(12, 16).toString("latin1")).toBe("IHDR");
    const { width, height } = chart.layout;
    expect([picture.readUInt32BE(16), picture.readUInt32BE(20)]).toEqual([width * 2, height * 2]);
  });

  it("has letters on a machine without fonts", () => {
    const mute = renderPicture(renderChart(chart).replace(/<text[\s\S]*?<\/text>/g, ""));
    expect(picture.length).toBeGreaterThan(mute.length + 5000);
  });

  it("says what happened, as the page does", () => {
    expect(renderChart(chart)).toContain(
      ">Rolled 1 node from 4.3.0 to 4.4.0 in 20.0 s; 400 requests, 0 failed<",
    );
    expect(renderChart(planChart(report, { withHeader: false }))).not.toContain("Rolled");
  });
});
