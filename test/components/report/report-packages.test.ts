import { readFileSync } from "node:fs";
import { join } from "node:path";
import { reportPackages, requireReportPackages } from "../../../components/report/report-packages";

const manifest = JSON.parse(readFileSync(join(__dirname, "../../../package.json"), "utf8"));

describe("packages that draw a report", () => {
  it("are the same for this project and for those who import it, who need not have them", () => {
    expect(manifest.peerDependencies).toEqual(reportPackages);
    expect(manifest.devDependencies).toMatchObject(reportPackages);
    expect(manifest.peerDependenciesMeta).toEqual(
      Object.fromEntries(Object.keys(reportPackages).map((name) => [name, { optional: true }])),
    );
  });

  it("are all here", () => {
    expect(() => requireReportPackages()).not.toThrow();
  });

  it("fails with what to install when one is missing", () => {
    const resolve = (name: string) => {
      if (name.startsWith("echarts")) throw new Error("no such module");
      return name;
    };
    expect(() => requireReportPackages(resolve)).toThrow(
      "a report needs packages that are not here; npm install --save-dev --save-exact echarts@6.1.0",
    );
  });
});
