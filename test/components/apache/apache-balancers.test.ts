import * as pulumi from "@pulumi/pulumi";
import { ApacheBalancers, FrontOfApaches } from "../../../components/apache/apache-balancers";
import { apacheKind } from "../../../components/apache/apache-kind";
import type { Balancers } from "../../../components/rolling/balancers";
import { exampleTarget } from "../program/example-plans";

const ssh = (name: string) => ({ ssh: { ...exampleTarget, name } });
const args = {
  apaches: { apache1: ssh("apache1"), apache2: ssh("apache2") },
  groups: ["apim", "apim-gateway"],
  manager: { port: 8407, host: "sso.example.com", tls: true },
  statesFolder: "/etc/apache2/wso2-states.d",
};
const resolve = <T>(output: pulumi.Output<T>) => new Promise<T>((done) => output.apply(done));

it("has a node on every Apache, in each balancer, as the program takes it", async () => {
  const members = await resolve(new ApacheBalancers(args).members({ key: "apim1" }));
  expect(members.map((member) => apacheKind.shape(member, ""))).toEqual(members);
  expect(
    members.map(({ balancer, server, ...rest }) => [balancer, server, (rest as { group?: string }).group]),
  ).toEqual([
    ["apache1", "apim1", "apim"],
    ["apache1", "apim1", "apim-gateway"],
    ["apache2", "apim1", "apim"],
    ["apache2", "apim1", "apim-gateway"],
  ]);
  expect(members.map((member) => (member as { isFurther?: boolean }).isFurther)).toEqual([
    undefined,
    true,
    undefined,
    true,
  ]);
});

it("is secret, for the key that it logs in with", async () => {
  expect(await pulumi.isSecret(new ApacheBalancers(args).members({ key: "apim1" }))).toBe(true);
});

it("fails on no Apache, no balancer and a port that is none, all at once", () => {
  const make = () => new ApacheBalancers({ apaches: {}, groups: [], manager: { port: 0, host: "a" } });
  expect(make).toThrow(/apaches: got none[\s\S]*groups: got none[\s\S]*manager.port: got 0/);
});

it("has an Apache catch up with what the others have, balancer by balancer", async () => {
  const front = { members: () => pulumi.output([]), configured: [] } satisfies Balancers;
  const on = new ApacheBalancers(args);
  const behind = await resolve(
    new FrontOfApaches(front, [{ nodes: ["apim1", "apim2"], on }]).behind({ key: "apache2" }),
  );
  const short = (member: object) =>
    `${(member as { balancer: string }).balancer} ${(member as { group: string }).group}`;
  expect(behind.map(({ node, own, peers }) => [node, short(own), peers.map(short)])).toEqual([
    ["apim1", "apache2 apim", ["apache1 apim"]],
    ["apim1", "apache2 apim-gateway", ["apache1 apim-gateway"]],
    ["apim2", "apache2 apim", ["apache1 apim"]],
    ["apim2", "apache2 apim-gateway", ["apache1 apim-gateway"]],
  ]);
});
