import { checkProductVersion, type ProductId } from "../../../sandbox/carbon/product";

test.each([
  ["wso2mi", "4.4.0", "micro-integrator.sh"],
  ["wso2mi", "4.2", "micro-integrator.sh"],
  ["wso2ei", "6.6.0", "integrator.sh"],
  ["wso2ei", "6.6.0.12", "integrator.sh"],
  ["wso2mi", "4.5.0-beta1", "micro-integrator.sh"],
] as const)("%s %s starts by %s", (product, version, script) => {
  expect(checkProductVersion(product, version).script).toBe(script);
});

test.each([
  ["wso2am", "4.4.0", 'No stand-in for product "wso2am". Allowed: wso2mi, wso2ei'],
  ["wso2mi", "latest", 'Version "latest" of wso2mi is not a version. Write it as 4.6.0'],
  ["wso2mi", "../4.4.0", 'Version "../4.4.0" of wso2mi is not a version. Write it as 4.6.0'],
  [
    "wso2ei",
    "7.1.0",
    "WSO2 Enterprise Integrator 7.1.0 has other files and ports than the stand-in. Take a version 6.x, as 6.6.0",
  ],
])("fails on %s %s", (product, version, message) => {
  expect(() => checkProductVersion(product as ProductId, version)).toThrow(message);
});
