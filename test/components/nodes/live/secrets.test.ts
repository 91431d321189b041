import { generateKeyPairSync } from "node:crypto";
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { basename, join } from "node:path";
import execa from "execa";
import { planCarbon } from "../../../../components";
import { cipherTool, toolPath } from "../../../../components/nodes/encrypted-secrets";
import { renderSecrets } from "../../../../components/nodes/live/secrets";
import { renderOldPrograms, renderTrySecrets } from "../../../../components/nodes/live/try-secrets";
import { planService } from "../../../../components/nodes/plan-service";
import type { ProductInstall } from "../../../../components/nodes/product-install";
import { planLimits } from "../../../../components/rolling/limits";
import { ensureKernelHome } from "../../../../sandbox/carbon-kernel/ensure-kernel";
import { ensureJars, jarsFolder } from "../../../../sandbox/databases/ensure-jars";
import { packageRoot } from "../../../../sandbox/paths";
import { exampleTarget } from "../../program/example-plans";

const version = "4.10.32";
const toml = "repository/conf/deployment.toml";
const passwords = {
  keystore: "of-the-key-store",
  truststore: "of-the-trust-store",
  admin: "of-the-administrator",
};
const database = { type: "postgre", url: "jdbc:postgresql://db:5432/shared", username: "wso2" } as const;
const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
const asPem = (key: typeof rsa) => key.export({ type: "pkcs8", format: "pem" }).toString();

describe("passwords of WSO2's own kernel", () => {
  const folder = mkdtempSync(join(tmpdir(), "secrets-"));
  const home = join(folder, `wso2carbon-core-${version}`);
  const jar = join(jarsFolder(), basename(cipherTool.source));

  /** As the roll plans it for this home. */
  function planned(encryptSecrets: boolean, change: { password?: string; key?: typeof rsa } = {}) {
    const { password = "of-the-database", key = rsa } = change;
    const databases = { shared_db: { ...database, password } };
    const { install } = planService({
      ...{ node: "node1", target: exampleTarget, passwords, serviceName: "carbon.internal" },
      product: planCarbon(version, { hostname: "console.example.com", databases, encryptSecrets }),
      ...{ certificatePem: "c", privateKeyPem: asPem(key), caPem: "ca", javaOpts: "" },
      limits: planLimits({}),
    });
    return { ...(install as ProductInstall), home, owner: userInfo().username };
  }
  const run = (script: string, env = {}) =>
    execa("sh", ["-euc", `umask 077\n${script}`], { reject: false, all: true, env });

  /** What the server does first at each start. */
  async function start(): Promise<void> {
    const program = join(packageRoot, "sandbox/carbon-kernel/config-mapper/MapConfig.java");
    const classpath = ["-cp", [join(home, "lib/*"), join(home, "bin/*")].join(":")];
    const conf = join(home, "repository/resources/conf");
    await execa("java", [`-Dcarbon.home=${home}`, ...classpath, program, join(home, toml), conf, home]);
  }
  async function install(encryptSecrets: boolean): Promise<void> {
    const plan = planned(encryptSecrets);
    if (!encryptSecrets) writeFileSync(join(home, toml), plan.files[0]?.content ?? "");
    expect(await run(renderSecrets(plan))).toMatchObject({ exitCode: 0, all: "" });
  }
  /** Files below the home that have a password in plain. */
  async function filesInPlain(): Promise<string[]> {
    const words = [...Object.values(passwords), "of-the-database"].flatMap((each) => ["-e", each]);
    const { stdout } = await execa("grep", ["-rlaF", ...words, home], { reject: false });
    return stdout.split("\n").filter(Boolean).sort();
  }
  const inMemory = () => readdirSync("/dev/shm").filter((each) => each.startsWith("wso2-"));

  beforeAll(async () => {
    const kernel = await ensureKernelHome(version, () => {});
    await ensureJars(() => {});
    mkdirSync(join(folder, `.roll/${basename(home)}`), { recursive: true });
    for (const part of ["bin", "lib", "repository/conf", "repository/resources/conf"])
      cpSync(join(kernel, part), join(home, part), { recursive: true });
    mkdirSync(join(home, "repository/components"));
    symlinkSync(join(kernel, "repository/components/plugins"), join(home, "repository/components/plugins"));
  }, 180_000);
  afterAll(() => rmSync(folder, { recursive: true }));

  it("can be encrypted before the tool is in the home, and nothing of it is changed", async () => {
    const before = readFileSync(join(home, toml));
    expect(await run(renderTrySecrets(planned(true), toml, jar))).toMatchObject({ exitCode: 0, all: "" });
    expect(readFileSync(join(home, toml))).toEqual(before);
    expect(existsSync(join(home, "repository/conf/security/secret-conf.properties"))).toBe(false);
    expect(inMemory()).toEqual([]);
  });

  it.each([
    ["a password that is too long", { password: "x".repeat(246) }, /Data must not be longer than 245 bytes/],
    ["a key that is not RSA", { key: generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey }, /\S/],
  ])("fail for %s before anything is changed, and no password is told", async (_, change, said) => {
    const { exitCode, all } = await run(renderTrySecrets(planned(true, change), toml, jar));
    expect(exitCode).not.toBe(0);
    expect(all).toMatch(said);
    for (const password of [...Object.values(passwords), "xxxx"]) expect(all).not.toContain(password);
    expect(inMemory()).toEqual([]);
  });

  it("are encrypted in a new home, in plain again once nobody asks, and in no file any more when somebody does", async () => {
    const made = (file: string) => readFileSync(join(home, "repository/conf", file), "utf8");
    cpSync(jar, join(home, toolPath));
    await install(true);
    await start();
    expect(await filesInPlain()).toEqual([]);
    expect(made("carbon.xml")).toContain("<HostName>console.example.com");
    expect(made("security/cipher-text.properties")).toContain("super_admin_password");
    expect(lstatSync(join(home, "password-persist")).isSymbolicLink()).toBe(true);

    await install(false);
    await start();
    expect(made("user-mgt.xml")).toContain(passwords.admin);
    expect(readdirSync(home)).not.toContain("password-persist");
    expect(readdirSync(join(home, "repository/conf/security"))).not.toContain("secret-conf.properties");
    expect(readdirSync(join(folder, `.roll/${basename(home)}`))).toEqual([]);

    // With other settings, so that what it made before is in `backup`.
    writeFileSync(join(home, toml), `${readFileSync(join(home, toml), "utf8")}\n[another]\nx = "y"\n`);
    await start();
    const plain = await filesInPlain();
    expect(plain).toContain(join(home, "backup/repository/conf/carbon.xml"));
    expect(plain).toContain(join(home, "repository/conf/user-mgt.xml"));

    await install(true);
    expect(await filesInPlain()).toEqual([]);
    await install(true);
    await start();
    expect(await filesInPlain()).toEqual([]);
    expect(made("carbon.xml")).toContain("<HostName>console.example.com");
  });

  it("leave what a link in the way of a file leads to", async () => {
    const elsewhere = join(folder, "elsewhere");
    writeFileSync(elsewhere, "of others");
    rmSync(join(home, "repository/conf/user-mgt.xml"));
    symlinkSync(elsewhere, join(home, "repository/conf/user-mgt.xml"));
    await install(true);
    expect(readFileSync(elsewhere, "utf8")).toBe("of others");
  });

  it.each([
    ["systemd 252 (252.39-1~deb12u2)", 'openjdk version "17.0.15" 2025-04-15', []],
    ["systemd 247 (247.3-7)", 'openjdk version "9"', []],
    [
      "systemd 241 (241)",
      'java version "1.8.0_392"',
      [
        "problem systemd 241, and passwords that are encrypted need 247: take a newer image, or leave encryptSecrets out",
        "problem Java 8, and passwords that are encrypted need 9: take a newer image, or leave encryptSecrets out",
      ],
    ],
  ])("know what a machine with %s and %s lacks", async (systemd, java, problems) => {
    const programs = mkdtempSync(join(folder, "programs-"));
    writeFileSync(join(programs, "systemctl"), `#!/bin/sh\necho '${systemd}'\necho '+PAM +AUDIT'\n`);
    writeFileSync(join(programs, "java"), `#!/bin/sh\necho 'Picked up: -Dx=1' >&2\necho '${java}' >&2\n`);
    for (const each of ["systemctl", "java"]) chmodSync(join(programs, each), 0o755);
    const path = { PATH: `${programs}:${process.env.PATH}` };
    const { exitCode, stdout } = await run(renderOldPrograms(join(programs, "java")), path);
    expect([exitCode, stdout.split("\n").filter(Boolean)]).toEqual([0, problems]);
  });
});
