import { renderHostNames } from "../../../sandbox/cloud/host-names";

const own = "127.0.0.1 localhost\n10.0.0.4 ip-10-0-0-4\n";
const names = (address: string) => new Map([["db.example.com", address]]);

it("tells a machine a name, another address of it, and nothing of what else it knows", () => {
  const told = renderHostNames(own, names("10.0.0.9"));
  expect(told).toBe(`${own}10.0.0.9 db.example.com # RDS\n`);
  expect(renderHostNames(told, names("10.0.0.9"))).toBe(told);
  expect(renderHostNames(told, names("10.0.0.8"))).toBe(`${own}10.0.0.8 db.example.com # RDS\n`);
  expect(renderHostNames(told, new Map())).toBe(own);
});
