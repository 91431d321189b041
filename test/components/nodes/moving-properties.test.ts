import { checkApiManager } from "../../../components/nodes/api-manager/check-api-manager";
import { checkCarbon } from "../../../components/nodes/carbon/check-carbon";
import { checkIntegratorVersion, checkJavaOpts } from "../../../components/nodes/integrator/plan-integrator";
import type { TomlTable } from "../../../components/nodes/toml-table";
import type { Problem } from "../../../components/validation/problems";

const moving = ["portOffset", "nodeId", "carbon.home", "javax.net.ssl.trustStorePassword"];
const server = { hostname: "a.example" } as Parameters<typeof checkCarbon>[1];

const checks: Record<string, (tables: TomlTable) => Problem[]> = {
  "Micro Integrator": (tables) => checkIntegratorVersion("4.4.0", tables),
  "a Carbon server": (tables) => checkCarbon("4.10.32", server, tables),
  "API Manager": (tables) =>
    checkApiManager("4.5.0", server as Parameters<typeof checkApiManager>[1], tables, 1),
};

describe.each(Object.entries(checks))("[system.parameter] of %s", (_, check) => {
  it.each(moving)("is refused with %s, however it is spelled", (name) => {
    const at = `deploymentToml.system.parameter.${name}`;
    const spellings: TomlTable[] = [
      { system: { parameter: { [name]: "1" } } },
      { "system.parameter": { [name]: "1" } },
    ];
    for (const tables of spellings) {
      const found = check(tables).filter(({ propertyPath }) => propertyPath === at);
      expect(found).toEqual([{ propertyPath: at, reason: expect.stringContaining("remove the key") }]);
    }
  });

  it("takes what moves nothing", () => {
    const tables = {
      system: { parameter: { "org.wso2.CipherTransformation": "RSA/ECB/OAEPwithSHA1andMGF1Padding" } },
    };
    expect(check(tables).filter(({ propertyPath }) => propertyPath.includes("system"))).toEqual([]);
  });
});

it.each(moving)("is refused of the JVM's arguments as well: %s", (name) => {
  expect(checkJavaOpts(`-Xmx1g -D${name}=1`)).toEqual([
    { propertyPath: "javaOpts", reason: expect.stringContaining("remove it") },
  ]);
});
