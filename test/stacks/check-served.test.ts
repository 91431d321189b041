import { checkServed, planEdgeGeneration } from "../../stacks/check-served";

const served = { trafficPort: 8253, caGeneration: 2 };
const check = (change: object, before: unknown, trustPrevious = true) =>
  checkServed({ ...served, ...change }, before, trustPrevious).map(({ propertyPath }) => propertyPath);

describe("checkServed", () => {
  it.each([
    ["a first deployment", {}, undefined],
    ["a state of an older version", {}, {}],
    ["no change", {}, served],
    ["the next root", { caGeneration: 3 }, served],
  ])("takes %s", (_, change, before) => {
    expect(check(change, before)).toEqual([]);
  });

  it("takes a root that is trusted no more, once every certificate is of the new one", () => {
    expect(check({}, served, false)).toEqual([]);
  });

  it.each([
    ["another port for all at once", { trafficPort: 8243 }, ["wso2:version or wso2:deploymentToml"]],
    ["two roots further", { caGeneration: 4 }, ["wso2:caGeneration"]],
    ["the root before", { caGeneration: 1 }, ["wso2:caGeneration"]],
    ["another front", { front: "wso2-elb" }, ["wso2:front or wso2:system"]],
  ])("fails for %s", (_, change, paths) => {
    expect(check(change, served)).toEqual(paths);
  });

  it("fails for a new root while the one before is trusted no more", () => {
    expect(check({ caGeneration: 3 }, served, false)).toEqual(["wso2:caTrustPrevious"]);
  });
});

describe("planEdgeGeneration", () => {
  it.each([
    ["a first deployment shows its only root", 1, undefined, true, 1],
    ["a first deployment of a later root, too", 2, undefined, true, 2],
    ["a new root is not shown yet", 2, { caGeneration: 1, edgeCaGeneration: 1 }, true, 1],
    ["nor after that", 2, { caGeneration: 2, edgeCaGeneration: 1 }, true, 1],
    ["it is once the one before goes", 2, { caGeneration: 2, edgeCaGeneration: 1 }, false, 2],
    ["it stays when the key is removed", 2, { caGeneration: 2, edgeCaGeneration: 2 }, true, 2],
    ["a next root, the one before was never dropped", 3, { caGeneration: 2, edgeCaGeneration: 1 }, true, 2],
    ["a state of an older version shows the newest", 2, { caGeneration: 2 }, true, 2],
    ["a next root after such a state", 3, { caGeneration: 2 }, true, 2],
  ])("%s", (_, caGeneration, before, trustPrevious, expected) => {
    expect(planEdgeGeneration(caGeneration, before, trustPrevious)).toBe(expected);
  });
});
