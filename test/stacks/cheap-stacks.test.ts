import { readFileSync } from "node:fs";
import { keepStacksCheap } from "../../stacks/cheap-stacks";

const original = Error.prepareStackTrace;
afterEach(() => {
  Error.prepareStackTrace = original;
});

const framesOf = (file: string) => [{ getFileName: () => file }] as unknown as NodeJS.CallSite[];
const prepare = (file: string) => Error.prepareStackTrace?.(new Error("text"), framesOf(file));

it.each([
  ["/p/node_modules/@pulumi/pulumi/runtime/debuggable.js", "Error: text"],
  ["/p/node_modules/@pulumi/pulumi/resource.js", "Error: text"],
  ["/p/node_modules/@pulumi/pulumi/output.js", "mapped"],
  ["/p/node_modules/@pulumi/aws/resource.js", "mapped"],
  ["/p/stacks/deploy.ts", "mapped"],
])("a stack that begins in %s is %s", (file, expected) => {
  Error.prepareStackTrace = () => "mapped";
  keepStacksCheap();
  expect(prepare(file)).toBe(expected);
});

it("leaves Node's own stacks alone, where nothing maps them", () => {
  Reflect.set(Error, "prepareStackTrace", undefined);
  keepStacksCheap();
  expect(Error.prepareStackTrace).toBeUndefined();
});

it.each(["runtime/debuggable.js", "resource.js"])("Pulumi keeps stacks in its %s", (file) => {
  expect(readFileSync(require.resolve(`@pulumi/pulumi/${file}`), "utf8")).toContain("new Error().stack");
});
