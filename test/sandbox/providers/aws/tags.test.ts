import { withoutIgnoredTags } from "../../../../sandbox/providers/aws/tags";

const live = {
  name: "edge",
  tags: { Name: "edge", "wso2-roll:haproxy1": "run=1", "wso2-roll-floors:0": "@min=1", owner: "ops" },
};

it.each([
  [{ keys: [], keyPrefixes: [] }, live.tags],
  [
    { keys: [], keyPrefixes: ["wso2-roll"] },
    { Name: "edge", owner: "ops" },
  ],
  [
    { keys: ["owner"], keyPrefixes: [] },
    { Name: "edge", "wso2-roll:haproxy1": "run=1", "wso2-roll-floors:0": "@min=1" },
  ],
])("with %j the provider sees %j", (ignored, tags) => {
  expect(withoutIgnoredTags(live, ignored)).toEqual({ name: "edge", tags });
});

it("leaves what has no tags as it is", () => {
  expect(withoutIgnoredTags({ name: "rule" }, { keys: [], keyPrefixes: [""] })).toEqual({ name: "rule" });
});
