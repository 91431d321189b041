import { planProject, planStackSettings } from "../../../sandbox/engine/stack-files";

test("the project file without the entry point", () => {
  const text = "name: wso2\ndescription: d\nruntime: nodejs\nmain: stacks/index.ts\n";
  expect(planProject(text, "Pulumi.yaml")).toEqual({
    name: "wso2",
    text: "name: wso2\ndescription: d\nruntime: nodejs\n",
  });
});

test("fails for a project file without a name", () => {
  expect(() => planProject("runtime: nodejs", "Pulumi.yaml")).toThrow("Pulumi.yaml has no `name`.");
});

test("overrides in place, the sandbox's salt instead of the user's secrets provider", () => {
  const own = {
    secretsprovider: "awskms://alias/x",
    encryptedkey: "k",
    encryptionsalt: "theirs",
    config: { "wso2:version": "4.3.0", "wso2:drain": { quietSec: 5 } },
  };
  expect(planStackSettings(own, { "wso2:version": "4.4.0", "wso2:nodes": '["a"]' }, "ours", "f")).toEqual({
    encryptionsalt: "ours",
    config: { "wso2:version": "4.4.0", "wso2:drain": { quietSec: 5 }, "wso2:nodes": ["a"] },
  });
  expect(planStackSettings({}, {}, undefined, "f")).toEqual({ config: {} });
});

test("fails for values that only the user could decrypt, unless they are set", () => {
  const own = {
    config: {
      "wso2:password": { secure: "v1:abc" },
      "wso2:list": [{ key: { secure: "v1:def" } }],
      "wso2:a": "1",
    },
  };
  expect(() => planStackSettings(own, {}, undefined, "Pulumi.dev.yaml")).toThrow(
    "Pulumi.dev.yaml encrypts wso2:password, wso2:list for AWS. Give the sandbox values of its own: " +
      "--set wso2:password=... --set wso2:list=...",
  );
  const set = { "wso2:password": "p", "wso2:list": "[]" };
  expect(planStackSettings(own, set, undefined, "f").config).toEqual({
    "wso2:password": "p",
    "wso2:list": [],
    "wso2:a": "1",
  });
});
