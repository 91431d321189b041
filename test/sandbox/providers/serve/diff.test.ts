import { secret, unknown } from "../../../../sandbox/providers/serve";
import { inputOf, planChanges } from "../../../../sandbox/providers/serve/diff";

test.each([
  [{ a: [1, { b: 2 }], c: secret("s") }, { a: [1, { b: 2 }], c: secret("s") }, []],
  [{ a: null }, {}, []],
  [{}, { a: [] }, [{ path: "a", kind: "add" }]],
  [{ a: "1" }, {}, [{ path: "a", kind: "delete" }]],
  [{ a: "1" }, { a: unknown }, [{ path: "a", kind: "update" }]],
  [{ a: "1" }, { a: secret("1") }, [{ path: "a", kind: "update" }]],
  [{ a: secret({ b: 1 }) }, { a: secret({ b: 2 }) }, [{ path: "a", kind: "update" }]],
  [
    { triggers: ["1", "2"] },
    { triggers: ["1", "3", "4"] },
    [
      { path: "triggers[1]", kind: "update" },
      { path: "triggers[2]", kind: "add" },
    ],
  ],
  [
    { environment: { A: "1", "b.c": "1" } },
    { environment: { A: "2" } },
    [
      { path: "environment.A", kind: "update" },
      { path: 'environment["b.c"]', kind: "delete" },
    ],
  ],
])("%j to %j", (before, after, changes) => {
  expect(planChanges(before, after)).toEqual(changes);
});

test.each(["triggers", "triggers[0]", "triggers.a", 'triggers["b.c"]'])("the input of %s", (path) => {
  expect(inputOf(path)).toBe("triggers");
});
