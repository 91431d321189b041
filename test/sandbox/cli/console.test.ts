import { planLogin } from "../../../sandbox/cli/console";
import type { RunningSandbox } from "../../../sandbox/cli/running-sandbox";

const sandbox = (adminPassword?: string) =>
  ({
    view: { url: "https://10.41.15.254", host: "carbon.example.com", caFile: "/state/ca.pem" },
    outputs: { adminPassword },
  }) as Pick<RunningSandbox, "view" | "outputs">;

it("signs in at the public name, which is the load balancer's address here", () => {
  expect(planLogin(sandbox("made-up"), "root1")).toEqual({
    host: "carbon.example.com",
    address: "10.41.15.254",
    caFile: "/state/ca.pem",
    user: "root1",
    password: "made-up",
  });
});

it("signs in as admin where nobody else is named", () => {
  expect(planLogin(sandbox("made-up")).user).toBe("admin");
});

it("fails for servers without an administrator, and names the system that has one", () => {
  expect(() => planLogin(sandbox())).toThrow("no management console; wso2:system app-server has one");
});
