import { planLoad } from "../../../sandbox/load/options";
import { createTarget } from "../../../sandbox/load/target";

const targetOf = (url: string, host?: string) =>
  createTarget(planLoad({ url, seconds: 1, ratePerSec: 1, ...(host === undefined ? {} : { host }) }));

test("another name goes into the Host header, not into the address", () => {
  const target = targetOf("https://10.41.0.10:8443/orders?a=1", "wso2.example");
  expect(target.address).toEqual({ protocol: "https:", hostname: "10.41.0.10", port: "8443" });
  expect(target.hostHeader).toBe("wso2.example");
});

test("without another name Node.js makes the header", () => {
  expect(targetOf("http://wso2.example:81/").hostHeader).toBeUndefined();
});

test.each([
  ["http://a.example/orders?a=1", undefined, "/orders?a=1"],
  ["http://a.example/orders?a=1", 50, "/orders?a=1&delayMs=50"],
  ["http://a.example", 50, "/?delayMs=50"],
])("path of %s with a delay of %p", (url, delayMs, path) => {
  expect(targetOf(url).path(delayMs)).toBe(path);
});

test("fails on a CA file that isn't there", () => {
  const plan = planLoad({ url: "https://a.example/", caFile: "/nowhere/ca.pem", seconds: 1, ratePerSec: 1 });
  expect(() => createTarget(plan)).toThrow("/nowhere/ca.pem");
});
