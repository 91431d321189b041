import { planPack } from "../../../sandbox/carbon/plan-pack";

test("a pack is laid out as the Micro Integrator is", () => {
  expect(planPack("wso2mi", "4.4.0")).toEqual({
    folder: "wso2mi-4.4.0",
    zip: "wso2mi-4.4.0.zip",
    script: "bin/micro-integrator.sh",
    files: { "bin/version.txt": "WSO2 Micro Integrator v4.4.0\n" },
    version: "4.4.0",
    versioned: [],
    hasTribes: false,
    directories: [
      "repository/components/dropins",
      "repository/components/plugins",
      "repository/deployment/server/carbonapps",
      "repository/logs",
      "repository/resources/security",
      "tmp",
    ],
  });
});

test("the Enterprise Integrator's carbon.xml names its version", () => {
  const plan = planPack("wso2ei", "6.6.0");
  expect(plan.versioned).toEqual(["conf/carbon.xml"]);
  expect(plan.script).toBe("bin/integrator.sh");
});

test("a pack that is never ready has a faulty CApp and a path of its own", () => {
  const good = planPack("wso2mi", "4.4.1");
  const bad = planPack("wso2mi", "4.4.1", { neverReady: true });
  expect(bad.zip).toBe("never-ready/wso2mi-4.4.1.zip");
  expect(bad.folder).toBe(good.folder);
  expect(Object.keys(bad.files)).toEqual([
    "bin/version.txt",
    "repository/deployment/server/carbonapps/FaultyOrders_1.0.0.car",
  ]);
});

test("two versions never share a zip", () => {
  expect(planPack("wso2mi", "4.4.0").zip).not.toBe(planPack("wso2mi", "4.4.1").zip);
});
