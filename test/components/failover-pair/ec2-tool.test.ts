import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ec2ToolPath, renderEc2Tool } from "../../../components/failover-pair/render-ec2-tool";
import { quickCliPath } from "../../../components/failover-pair/render-quick-cli";
import { Ec2OnLoopback, renderError } from "./ec2-on-loopback";

const ec2 = new Ec2OnLoopback();
beforeAll(() => ec2.open());
afterAll(() => ec2.close());
beforeEach(() => {
  ec2.asked.length = 0;
  ec2.answers = () => ({ xml: "<Response/>" });
});

test("a call is signed as the instance's role, and its answer is printed", async () => {
  ec2.answers = (asked) => ({ xml: `<cidr>${asked.get("CidrBlock")}</cidr>\n<a>\\n</a>` });
  const args = ["eu-central-1", "DescribeThings", "CidrBlock=10.0.0.1/32 & more"];
  const { stdout, exitCode } = await ec2.run(ec2ToolPath, args);
  expect({ stdout, exitCode }).toEqual({
    stdout: "<cidr>10.0.0.1/32 & more</cidr>\n<a>\\n</a>",
    exitCode: 0,
  });
});

test("fails with what EC2 says", async () => {
  ec2.answers = () => ({ status: 400, xml: renderError("InvalidInstanceID.NotFound", "no such instance") });
  const { stdout, stderr, exitCode } = await ec2.run(ec2ToolPath, ["eu-central-1", "StopInstances"]);
  expect({ stdout, stderr, exitCode }).toEqual({
    ...{ stdout: "", exitCode: 1 },
    stderr: "wso2-ec2 StopInstances: InvalidInstanceID.NotFound no such instance",
  });
});

test.each([
  ["eu-central-1", "", "ec2.eu-central-1.amazonaws.com:443"],
  ["cn-north-1", "", "ec2.cn-north-1.amazonaws.com.cn:443"],
  ["eu-central-1", "[default]\nendpoint_url = https://ec2.example.com\n", "ec2.example.com:443"],
])("EC2 of region %s with configuration %j is asked at %s", async (region, config, host) => {
  const folder = mkdtempSync(join(tmpdir(), "aws-config-"));
  writeFileSync(join(folder, "config"), config);
  const proxy = { https_proxy: ec2.endpoint, no_proxy: "127.0.0.1", NO_PROXY: "127.0.0.1" };
  const env = { ...proxy, AWS_ENDPOINT_URL: "", AWS_CONFIG_FILE: join(folder, "config") };
  const { stderr } = await ec2.run(ec2ToolPath, [region, "DescribeThings"], "", env);
  rmSync(folder, { recursive: true });
  expect(ec2.asked).toEqual([host]);
  expect(stderr).toMatch(`no answer of https://${host.replace(":443", "")}`);
});

test("nothing that is secret is an argument of a process", () => {
  const commands = renderEc2Tool().match(/curl .*|ask (--|")[^\n]*/g) ?? [];
  expect(commands).toHaveLength(4);
  expect(commands.join("\n")).not.toMatch(/credential |--user|Security-Token|\$token/);
});

const region = ["--region", "eu-central-1", "ec2"];

test("the agent's look at the instance prints its addresses", async () => {
  ec2.answers = () => ({
    xml: `<privateIpAddress>10.0.0.4</privateIpAddress>
      <privateIpAddressesSet><item><privateIpAddress>10.0.0.50</privateIpAddress></item></privateIpAddressesSet>`,
  });
  const query = ["--query", "Reservations[]", "--output", "text"];
  const look = [...region, "describe-instances", "--instance-id", "i-1", ...query];
  const { stdout, exitCode } = await ec2.run(quickCliPath, look);
  expect({ stdout, exitCode }).toEqual({ stdout: "10.0.0.4\n10.0.0.50", exitCode: 0 });
  expect(ec2.asked).toEqual(["DescribeInstances i-1"]);
});

const on = ["--network-interface-id", "eni-1", "--private-ip-addresses", "10.0.0.50"];
test.each([
  [
    ["assign-private-ip-addresses", ...on, "--allow-reassignment"],
    "AssignPrivateIpAddresses eni-1 10.0.0.50 true",
  ],
  [["unassign-private-ip-addresses", ...on], "UnassignPrivateIpAddresses eni-1 10.0.0.50"],
])("the agent's call %j", async (call, asked) => {
  expect(await ec2.run(quickCliPath, [...region, ...call])).toMatchObject({ exitCode: 0 });
  expect(ec2.asked).toEqual([asked]);
  ec2.answers = () => ({ status: 403, xml: renderError("UnauthorizedOperation", "not you") });
  expect(await ec2.run(quickCliPath, [...region, ...call])).toMatchObject({ exitCode: 1 });
});

const byText = ["--region", "eu-central-1", "--output", "text", "ec2"];
const lookAt = (query: string) => ["describe-route-tables", "--route-table-ids", "rtb-1", "--query", query];
const lookFor = (address: string) =>
  lookAt(`RouteTables[*].Routes[?DestinationCidrBlock=='${address}/32'].InstanceId`);

test.each([
  ["172.31.0.1", "i-1"],
  ["172.31.0.2", "i-2"],
  ["172.31.0.3", ""],
  ["72.31.0.1", ""],
])("the agent's look at where the route of %s leads prints %j", async (address, instance) => {
  const route = (cidr: string, id: string) => `
    <item>
      <destinationCidrBlock>${cidr}</destinationCidrBlock>
      ${id ? `<instanceId>${id}</instanceId><networkInterfaceId>eni-1</networkInterfaceId>` : "<gatewayId>local</gatewayId>"}
    </item>`;
  const routes = [route("10.0.0.0/16", ""), route("172.31.0.1/32", "i-1"), route("172.31.0.2/32", "i-2")];
  ec2.answers = () => ({
    xml: `<routeTableSet><item><routeTableId>rtb-1</routeTableId><routeSet>${routes.join("")}
      </routeSet></item></routeTableSet>`,
  });
  const { stdout, exitCode } = await ec2.run(quickCliPath, [...byText, ...lookFor(address)]);
  expect({ stdout, exitCode }).toEqual({ stdout: instance, exitCode: 0 });
  expect(ec2.asked).toEqual(["DescribeRouteTables rtb-1"]);
});

test("the agent's call that moves the route", async () => {
  const to = ["--destination-cidr-block", "172.31.0.1/32", "--network-interface-id", "eni-1"];
  const call = [...byText, "replace-route", "--route-table-id", "rtb-1", ...to];
  expect(await ec2.run(quickCliPath, call)).toMatchObject({ exitCode: 0 });
  expect(ec2.asked).toEqual(["ReplaceRoute rtb-1 172.31.0.1/32 eni-1"]);
  ec2.answers = () => ({ status: 403, xml: renderError("UnauthorizedOperation", "not you") });
  expect(await ec2.run(quickCliPath, call)).toMatchObject({ exitCode: 1 });
  expect(await ec2.run(quickCliPath, [...byText, ...lookFor("172.31.0.1")])).toMatchObject({ exitCode: 1 });
});

const ofElastic = {
  look: [...region, "describe-instances", "--instance-id", "i-1"],
  lookUp: [
    ...region.slice(0, 2),
    "--output",
    "json",
    "ec2",
    "describe-addresses",
    "--allocation-id",
    "eipalloc-1",
  ],
  take: [...region, "associate-address", "--instance-id", "i-1", "--allocation-id", "eipalloc-1"],
  giveBack: [...region, "disassociate-address", "--association-id", "eipassoc-1"],
};

test.each([
  [
    "public addresses",
    ofElastic.look,
    `<privateIpAddress>10.0.0.4</privateIpAddress><ipAddress>203.0.113.9</ipAddress>
      <association><publicIp>203.0.113.9</publicIp></association><tag><value>203.0.113.7</value></tag>`,
    "203.0.113.9\n203.0.113.9",
    "DescribeInstances i-1",
  ],
  [
    "association",
    ofElastic.lookUp,
    `<item><allocationId>eipalloc-1</allocationId>
      <associationId>eipassoc-1</associationId></item>`,
    '"AssociationId": "eipassoc-1"',
    "DescribeAddresses eipalloc-1",
  ],
  [
    "association",
    ofElastic.lookUp,
    "<item><allocationId>eipalloc-1</allocationId></item>",
    "",
    "DescribeAddresses eipalloc-1",
  ],
])("awseip's look at the %s", async (_, call, xml, printed, asked) => {
  ec2.answers = () => ({ xml });
  const { stdout, exitCode } = await ec2.run(quickCliPath, call);
  expect({ stdout, exitCode }).toEqual({ stdout: printed, exitCode: 0 });
  expect(ec2.asked).toEqual([asked]);
});

test("awseip's calls that move the address", async () => {
  expect(await ec2.run(quickCliPath, ofElastic.take)).toMatchObject({ exitCode: 0 });
  expect(await ec2.run(quickCliPath, ofElastic.giveBack)).toMatchObject({ exitCode: 0 });
  expect(ec2.asked).toEqual(["AssociateAddress i-1 eipalloc-1 true", "DisassociateAddress eipassoc-1"]);
});

test.each(Object.values(ofElastic).map((call) => [call]))("fails where EC2 refuses %j", async (call) => {
  ec2.answers = () => ({ status: 403, xml: renderError("UnauthorizedOperation", "not you") });
  expect(await ec2.run(quickCliPath, call)).toMatchObject({ exitCode: 1, stdout: "" });
});

test.each([
  [[...region, "describe-vpcs", "--output", "text"]],
  [[...ofElastic.look, "--output", "json"]],
  [[...ofElastic.lookUp.map((word) => word.replace("describe-addresses", "release-address"))]],
  [
    [
      ...byText,
      ...lookAt("RouteTables[*].Routes[?DestinationCidrBlock=='172.31.0.1/32'].NetworkInterfaceId"),
    ],
  ],
  [[...byText, ...lookAt("RouteTables[]")]],
  [[...byText, "delete-route", "--route-table-id", "rtb-1"]],
])("%j is the AWS CLI's own", async (call) => {
  const { stdout } = await ec2.run(quickCliPath, call);
  expect(stdout).toBe(`the CLI itself: ${call.join(" ")}`);
  expect(ec2.asked).toEqual([]);
});
