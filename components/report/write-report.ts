import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { planChart } from "./chart-option";
import { renderChart } from "./render-chart";
import { renderPage } from "./render-page";
import { renderPicture } from "./render-picture";
import type { RollReport } from "./roll-report";

/** The files of a report, in one folder. */
export interface ReportFiles {
  readonly page: string;
  readonly picture: string;
  readonly data: string;
}

/** Writes page, picture and data; earlier ones in the folder are replaced. */
export async function writeReport(report: RollReport, folder: string): Promise<ReportFiles> {
  const files = {
    page: join(folder, "roll-report.html"),
    picture: join(folder, "roll-report.png"),
    data: join(folder, "roll-report.json"),
  };
  await mkdir(folder, { recursive: true });
  await writeFile(files.data, `${JSON.stringify(report, undefined, 2)}\n`);
  await writeFile(files.page, renderPage(report));
  await writeFile(files.picture, renderPicture(renderChart(planChart(report, { withHeader: true }))));
  return files;
}
