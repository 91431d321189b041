import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import execa from "execa";
import { planIntegrator } from "../../../../components/nodes/integrator/plan-integrator";
import { editFiles } from "../../../../components/nodes/live/edit-files";
import { failOnTrials, tryInstall } from "../../../../components/nodes/live/trial";
import type { ProductInstall } from "../../../../components/nodes/product-install";
import { renderUnit } from "../../../../components/nodes/render-unit";
import type { SshConnection } from "../../../../components/remote/ssh/connection";
import { exampleInstall, exampleTarget } from "../../program/example-plans";
import { localContext } from "./local-machine";

const pack = join(__dirname, "../../../../sandbox/carbon/pack/wso2ei/conf");
const product = planIntegrator("6.6.0");

describe("tryInstall", () => {
  const folder = mkdtempSync(join(tmpdir(), "trial-"));
  const home = join(folder, "wso2ei-6.6.0");
  const owner = userInfo().username;
  let connection: SshConnection;
  let plan: ProductInstall;

  beforeAll(async () => {
    connection = await localContext([]).pool.connect(exampleTarget);
    mkdirSync(join(home, "conf/axis2"), { recursive: true });
    mkdirSync(join(home, "bin"));
    writeFileSync(join(home, product.script), "#!/bin/sh\n");
    const names = ["-subj", "/CN=ei.example"];
    const made = ["-keyout", "key.pem", "-out", "certificate.pem", ...names];
    await execa("openssl", ["req", "-x509", "-newkey", "rsa:2048", "-nodes", ...made], { cwd: folder });
    const [certificatePem, privateKeyPem] = ["certificate.pem", "key.pem"].map((name) =>
      readFileSync(join(folder, name), "utf8"),
    ) as [string, string];
    plan = {
      ...exampleInstall,
      keystore: { ...exampleInstall.keystore, certificatePem, privateKeyPem, caPem: certificatePem },
      truststore: { ...exampleInstall.truststore, certificates: { "private-root": certificatePem } },
      ...{ home, homeLink: join(folder, "integrator"), owner },
      unitText: renderUnit({
        ...{ description: "x", homeLink: join(folder, "integrator"), owner, javaOpts: "" },
        script: product.script,
      }),
      xmlEdits: product.xmlEdits(
        { key: "node1", serviceName: "ei.example" },
        { keystore: "kp", truststore: "tp" },
      ),
    };
  });
  afterAll(() => rmSync(folder, { recursive: true }));
  beforeEach(() => {
    for (const path of ["carbon.xml", "axis2/axis2.xml"]) {
      writeFileSync(join(home, "conf", path), readFileSync(join(pack, path)));
    }
    chmodSync(join(home, product.script), 0o755);
  });

  const files = async () =>
    (await tryInstall(connection, plan)).filter((each) => !/^no (program|Java)/.test(each));

  it("finds nothing wrong with what the releases ship, and changes nothing", async () => {
    const before = readFileSync(join(home, "conf/carbon.xml"));
    expect(await files()).toEqual([]);
    expect(readFileSync(join(home, "conf/carbon.xml"))).toEqual(before);
    expect(existsSync(join(folder, ".roll"))).toBe(false);
  });

  it("names each file, each path and how far it leads, all at once", async () => {
    writeFileSync(join(home, "conf/axis2/axis2.xml"), "<axisconfig/>");
    writeFileSync(join(home, "conf/carbon.xml"), "[server]\n");
    chmodSync(join(home, product.script), 0o644);
    const [script, carbon, axis2, ...more] = await files();
    expect(more).toEqual([]);
    expect(script).toBe(`${home}/bin/integrator.sh can't be run`);
    expect(carbon).toMatch(/conf\/carbon\.xml: /);
    expect(axis2).toBe(
      `${home}/conf/axis2/axis2.xml: nothing found by /axisconfig/transportReceiver[@name='https']; the file has /axisconfig`,
    );
  });

  it("fails for a key that is none of the certificate's, before anything is written", async () => {
    const other = { ...plan.keystore, certificatePem: "no certificate" };
    const [problem] = await tryInstall(connection, { ...plan, keystore: other });
    expect(problem).toMatch(/^key stores can't be made: .*certificate/);
    expect(problem).not.toContain("PRIVATE");
  });

  it("keeps a file's bytes in the encoding that it declares", async () => {
    const shipped = readFileSync(join(pack, "carbon.xml"), "latin1").replace("As the", "Wie die f\xfcnf");
    writeFileSync(join(home, "conf/carbon.xml"), shipped, "latin1");
    const [carbon] = await editFiles(connection, plan);
    const content = carbon && "content" in carbon ? carbon.content.toString("latin1") : "";
    expect(content).toContain("Wie die f\xfcnf");
    expect(content).toMatch(/^<\?xml version="1.0" encoding="ISO-8859-1"\?>/);
    expect(content.split("\n").filter((line) => !shipped.split("\n").includes(line))).toEqual([
      "    <HostName>ei.example</HostName>",
      "    <MgtHostName>ei.example</MgtHostName>",
      // biome-ignore lint/suspicious/noTemplateCurlyInString: Carbon's own
      "            <Location>${carbon.home}/repository/resources/security/node.p12</Location>",
      "            <Type>PKCS12</Type>",
      "            <Password>kp</Password>",
      "            <KeyPassword>kp</KeyPassword>",
      // biome-ignore lint/suspicious/noTemplateCurlyInString: Carbon's own
      "            <Location>${carbon.home}/repository/resources/security/trust.p12</Location>",
      "            <Type>PKCS12</Type>",
      "            <Password>tp</Password>",
    ]);
  });

  it("fails for a folder that is not there", async () => {
    const gone = { ...plan, home: join(folder, "none") };
    expect(await tryInstall(connection, gone)).toContain(`no folder ${join(folder, "none")}`);
  });
});

describe("failOnTrials", () => {
  it("is silent when nothing is wrong", () => {
    expect(() => failOnTrials("wso2ei-6.6.0", new Map([["node1", []]]))).not.toThrow();
  });

  it("fails with the problems of all nodes in one error", () => {
    const trials = new Map([
      ["node1", ["no program keytool"]],
      ["node2", []],
      ["node3", ["no user wso2"]],
    ]);
    expect(() => failOnTrials("wso2ei-6.6.0", trials)).toThrow(
      "try wso2ei-6.6.0: expected everything that its installation needs on the node, saw 2 problems: node1: no program keytool; node3: no user wso2",
    );
  });
});
