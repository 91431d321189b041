import { mergeOverrides, parseOverride, replaceOverride } from "../../../sandbox/engine/overrides";

test("new overrides win, a bare key is the project's, an empty value drops one", () => {
  const before = { "wso2:version": "4.3.0", "wso2:ami": "a", "aws:region": "eu-west-1" };
  expect(mergeOverrides(before, { version: "4.4.0", "wso2:ami": "", nodeCount: "3" }, "wso2")).toEqual({
    "wso2:version": "4.4.0",
    "aws:region": "eu-west-1",
    "wso2:nodeCount": "3",
  });
});

test.each(["", "a:b:c", ":a", "a:", "a b"])("fails for the key %j", (key) => {
  expect(() => mergeOverrides({}, { [key]: "1" }, "wso2")).toThrow(
    `--set ${key}: the key must be \`key\` or \`namespace:key\`, such as version or aws:region.`,
  );
});

test.each([
  ["4.4.0", "4.4.0"],
  ["3", "3"],
  ["true", "true"],
  ['{"minHealthy": 2}', { minHealthy: 2 }],
  [' ["a", {"b": 1}]', ["a", { b: 1 }]],
  ["{not json", "{not json"],
])("%j is the value %j", (text, value) => {
  expect(parseOverride(text)).toEqual(value);
});

it.each(["vpcCidr", "wso2:vpcCidr"])("sets one key in the place of %s", (key) => {
  expect(
    replaceOverride({ [key]: "10.46.0.0/16", "wso2:ami": "" }, "vpcCidr", "10.77.0.0/16", "wso2"),
  ).toEqual({
    "wso2:ami": "",
    "wso2:vpcCidr": "10.77.0.0/16",
  });
});
