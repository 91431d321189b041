import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "smol-toml";
import { type CarbonSettings, planCarbon, Wso2Workload } from "../../../components";
import { checkCarbon } from "../../../components/nodes/carbon/check-carbon";
import { renderSecrets } from "../../../components/nodes/live/secrets";
import { planService } from "../../../components/nodes/plan-service";
import { planLimits } from "../../../components/rolling/limits";
import { Certificates } from "../certificates/make-certificates";
import { exampleTarget } from "../program/example-plans";

const database = {
  type: "postgre",
  url: "jdbc:postgresql://db:5432/shared",
  username: "wso2",
  password: 'a"]#b',
} as const;

/** A server of the kernel that is to be installed. */
function installed(encryptSecrets: CarbonSettings["encryptSecrets"], extra = {}) {
  const settings = { hostname: "console.example.com", databases: { shared_db: database }, encryptSecrets };
  const { install } = planService({
    ...{ node: "node1", target: exampleTarget, product: planCarbon("4.10.32", settings, extra) },
    serviceName: "carbon.internal",
    passwords: { keystore: "of-the-key-store", truststore: "of-the-trust-store", admin: "of-this-stack" },
    ...{ certificatePem: "c", privateKeyPem: "line1\nline2\n", caPem: "ca", javaOpts: "" },
    limits: planLimits({}),
  });
  if (!install) throw new Error("nothing is installed");
  return install;
}
const tomlOf = ({ files }: ReturnType<typeof installed>) => parse(files[0]?.content ?? "");

describe("passwords that the cipher tool encrypts", () => {
  it("stand in [secrets] alone, which is the last table, with their names in their places", () => {
    const extra = {
      database: { further_db: { password: "further" } },
      user_store: { password: "of no table" },
    };
    const toml = tomlOf(installed(true, extra));
    expect(Object.keys(toml).at(-1)).toBe("secrets");
    expect(toml.secrets).toEqual({
      super_admin_password: "[of-this-stack]",
      database_shared_db_password: `[${database.password}]`,
      database_further_db_password: "[further]",
      keystore_primary_password: "[of-the-key-store]",
      keystore_primary_key_password: "[of-the-key-store]",
      truststore_password: "[of-the-trust-store]",
    });
    expect(toml).toMatchObject({
      super_admin: { password: "$secret{super_admin_password}" },
      database: { shared_db: { password: "$secret{database_shared_db_password}" } },
      // No table whose passwords the kernel is known to take.
      user_store: { password: "of no table" },
    });
  });

  it("are as they were where nobody asked, and a reference of the operator's stays", () => {
    expect(tomlOf(installed(false))).toMatchObject({ super_admin: { password: "of-this-stack" } });
    expect(tomlOf(installed(undefined)).secrets).toBeUndefined();
    const extra = { database: { further_db: { password: "$env{FURTHER}" } } };
    expect(tomlOf(installed(true, extra))).toMatchObject({
      database: { further_db: { password: "$env{FURTHER}" } },
    });
  });

  it("bring the tool, and the unit its way to the key store's password", () => {
    const { libraries, encrypts, unitText } = installed({ jarFolder: "file:///srv/jars/" });
    expect(encrypts).toBe("repository/conf/deployment.toml");
    expect(libraries).toEqual([
      {
        path: "lib/org.wso2.ciphertool.jar",
        source: "file:///srv/jars/org.wso2.ciphertool-1.2.5.jar",
        sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
    ]);
    expect(unitText).toContain(
      "\nLoadCredential=keystore-password:/opt/wso2/.roll/wso2carbon-core-4.10.32/keystore-password\n",
    );
    expect(installed(false).unitText).not.toContain("LoadCredential");
  });

  it("are in no line of what is run on the node, but in what it reads", () => {
    const text = renderSecrets(installed(true));
    for (const password of ["of-this-stack", "of-the-key-store", "of-the-trust-store", database.password])
      expect(text).not.toContain(password);
    const input = Buffer.from(text.split("<<'END'\n").at(-1)?.split("\nEND")[0] ?? "", "base64").toString();
    expect(input.split("\n")[0]).toBe("of-the-key-store");
    const from = (pattern: RegExp) => (pattern.exec(text)?.[1] ?? "").split(",").map(Number);
    const [first = 0, last = 0] = from(/sed -n '\\''(\d+,\d+)p'\\'' input > key\.pem/);
    expect(input.split("\n").slice(first - 1, last)).toEqual(["line1", "line2"]);
  });

  it("leave nothing behind once nobody asks for them any more", () => {
    expect(renderSecrets(installed(false))).toMatch(/^if \[ -f .*keystore-password \]; then\n/);
  });

  it("fail in the operator's tables too where one is longer than a node's key encrypts, of any that is encrypted", () => {
    const head = "database.further_db";
    const problemsOf = (password: string, encryptSecrets = true) =>
      checkCarbon(
        "4.10.32",
        { hostname: "h", encryptSecrets },
        { [head]: { password }, user_store: { password } },
      ).map(({ propertyPath }) => propertyPath);
    expect(problemsOf("x".repeat(245))).toEqual([]);
    expect(problemsOf("x".repeat(246))).toEqual(["deploymentToml.database.further_db.password"]);
    expect(problemsOf("x".repeat(246), false)).toEqual([]);
  });

  it("fail with a certificate of the nodes whose key is not RSA, before anything is registered", () => {
    const folder = mkdtempSync(join(tmpdir(), "no-rsa-"));
    const made = new Certificates(folder, 90);
    const certificate = { certificatePem: made.pem("leaf"), privateKeyPem: made.key("leaf") };
    const given = (encryptSecrets: boolean) => () =>
      new Wso2Workload({
        product: planCarbon("4.10.32", { hostname: "console.example.com", encryptSecrets }),
        ...{ sha256: "unverified", authority: {} as never, serviceName: "wso2.example.com" },
        ...{ passwords: {} as never, certificate },
      });
    expect(given(true)).toThrow(/certificate: has a key of type ec, .* RSA/);
    expect(given(false)).not.toThrow();
    rmSync(folder, { recursive: true });
  });

  it.each(["4.5.1", "4.8.1", "4.9.1-m1"])("fail for kernel %s, which was not seen with them", (version) => {
    const problems = checkCarbon(version, { hostname: "h", encryptSecrets: true });
    expect(problems.map(({ propertyPath }) => propertyPath)).toEqual(["encryptSecrets"]);
    expect(checkCarbon(version, { hostname: "h", encryptSecrets: false })).toEqual([]);
  });
});
