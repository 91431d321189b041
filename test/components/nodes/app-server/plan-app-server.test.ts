import { readFileSync } from "node:fs";
import { join } from "node:path";
import { DOMParser } from "@xmldom/xmldom";
import { select } from "xpath";
import { checkAppServer } from "../../../../components/nodes/app-server/check-app-server";
import { planAppServer } from "../../../../components/nodes/app-server/plan-app-server";
import { applyXmlEdits } from "../../../../components/nodes/live/xml-edits";
import { packageRoot } from "../../../../sandbox/paths";

const host = "management.appserver.ec2-test.wso2.com";
const node = {
  ...{ key: "as1", serviceName: "appserver.internal", address: "10.0.0.11" },
  ...{ members: ["10.0.0.11", "10.0.0.12"], balancers: ["10.0.0.1", "10.0.0.2", "10.0.0.3"] },
};
const passwords = { keystore: "key-pass", truststore: "trust-pass", admin: "admin-pass" };

/** The files that the stand-in ships, edited. */
const edited = new Map(
  planAppServer("5.1.0", { hostname: host, offset: 2 })
    .xmlEdits(node, passwords)
    .map(({ path, set, lists }) => {
      const shipped = readFileSync(join(packageRoot, "sandbox/carbon/pack/wso2as", path), "utf8");
      return [path, applyXmlEdits(shipped, set, lists)] as const;
    }),
);

function read(file: string, xpath: string): string[] {
  const document = new DOMParser().parseFromString(edited.get(`repository/conf/${file}`) ?? "", "text/xml");
  const found = select(xpath, document as never) as unknown as {
    textContent: string | null;
    value?: string;
  }[];
  return found.map(({ textContent, value }) => value ?? textContent ?? "");
}

const named = (...path: string[]) => path.map((name) => `/*[local-name()='${name}']`).join("");
const connector = (port: number, attribute: string) => `//Connector[@port='${port}']/@${attribute}`;
const clustering = "/axisconfig/clustering";

it.each<[string, string, readonly string[]]>([
  ["carbon.xml", named("Server", "HostName"), [host]],
  ["carbon.xml", named("Server", "MgtHostName"), [host]],
  ["carbon.xml", named("Server", "Ports", "Offset"), ["2"]],
  ["carbon.xml", named("Server", "Security", "KeyStore", "Password"), ["key-pass"]],
  ["tomcat/catalina-server.xml", connector(9763, "proxyPort"), ["80"]],
  ["tomcat/catalina-server.xml", connector(9443, "proxyPort"), ["443"]],
  ["tomcat/catalina-server.xml", connector(9443, "maxKeepAliveRequests"), ["1"]],
  ["tomcat/catalina-server.xml", connector(9443, "keystorePass"), ["key-pass"]],
  ["user-mgt.xml", "/UserManager/Realm/Configuration/AdminUser/Password", ["admin-pass"]],
  ["axis2/axis2.xml", `${clustering}/@enable`, ["true"]],
  ["axis2/axis2.xml", `${clustering}/parameter[@name='membershipScheme']`, ["wka"]],
  ["axis2/axis2.xml", `${clustering}/parameter[@name='domain']`, ["wso2.appserver.domain"]],
  ["axis2/axis2.xml", `${clustering}/parameter[@name='localMemberHost']`, ["10.0.0.11"]],
  ["axis2/axis2.xml", `${clustering}/parameter/property[@name='subDomain']/@value`, ["mgt"]],
  [
    "axis2/axis2.xml",
    `${clustering}/parameter/property/@name`,
    ["backendServerURL", "mgtConsoleURL", "subDomain"],
  ],
  ["axis2/axis2.xml", `${clustering}/members/member/hostName`, ["10.0.0.1", "10.0.0.2", "10.0.0.3"]],
  ["axis2/axis2.xml", `${clustering}/members/member/port`, ["4000", "4000", "4000"]],
])("%s has at %s what the cluster needs", (file, xpath, values) => {
  expect(read(file, xpath)).toEqual(values);
});

it("is ready when the console answers on its moved port, and its log says that it is in the cluster", () => {
  const product = planAppServer("5.1.0", { hostname: host, offset: 2 });
  expect(product.readiness("appserver.internal")).toEqual({
    ...{
      scheme: "https",
      port: 9445,
      path: "/carbon/admin/login.jsp",
      host: "appserver.internal",
      expectStatus: 200,
    },
  });
  expect(product.logSays).toEqual(["Cluster initialization completed"]);
});

it("fails on the password that every distribution ships, and leaves the file alone where there is none", () => {
  const { xmlEdits } = planAppServer("5.1.0", { hostname: host });
  expect(() => xmlEdits(node, { ...passwords, admin: "admin" })).toThrow(
    "passwords.admin of wso2as 5.1.0 is the one that every distribution ships",
  );
  const { admin: _, ...stores } = passwords;
  expect(xmlEdits(node, stores).map(({ path }) => path)).not.toContain("repository/conf/user-mgt.xml");
});

it.each([
  ["5.2.1", { hostname: host }, "version"],
  ["5.1.0", { hostname: "No Name" }, "hostname"],
  ["5.1.0", { hostname: host, domain: "a b" }, "domain"],
  ["5.1.0", { hostname: host, subDomain: "mgt;" }, "subDomain"],
  ["5.1.0", { hostname: host, offset: -1 }, "offset"],
  ["5.1.0", { hostname: host, proxyPorts: { http: 0, https: 443 } }, "proxyPorts.http"],
])("fails on version %s with %j", (version, settings, path) => {
  expect(checkAppServer(version, settings).map(({ propertyPath }) => propertyPath)).toEqual([path]);
});
