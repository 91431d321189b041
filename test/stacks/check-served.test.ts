import { checkServed } from "../../stacks/check-served";

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
  ])("fails for %s", (_, change, paths) => {
    expect(check(change, served)).toEqual(paths);
  });

  it("fails for a new root while the one before is trusted no more", () => {
    expect(check({ caGeneration: 3 }, served, false)).toEqual(["wso2:caTrustPrevious"]);
  });
});
