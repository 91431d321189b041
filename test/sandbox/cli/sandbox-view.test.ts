import { planView, renderCurl } from "../../../sandbox/cli/sandbox-view";

const outputs = {
  url: "https://Web-1.us-east-1.elb.amazonaws.com",
  host: "integrator.example.com",
  nodes: [{ key: "node1", address: "10.41.128.4" }],
  loadBalancers: [{ key: "haproxy1", address: "10.41.128.5" }],
};
const balancer = {
  name: "web",
  dnsName: "web-1.us-east-1.elb.amazonaws.com",
  address: "10.41.15.254",
  ports: [80, 443],
  instances: [],
};

it("puts the address here in place of the name that only AWS resolves", () => {
  const view = planView("/state/dev", outputs, [balancer]);
  expect(view).toEqual({ ...outputs, url: "https://10.41.15.254", caFile: "/state/dev/ca.pem" });
  expect(renderCurl(view)).toBe(
    "curl --cacert /state/dev/ca.pem --connect-to integrator.example.com:443:10.41.15.254:443 https://integrator.example.com/",
  );
});

it("leaves the address of a failover pair as it is", () => {
  const url = "https://10.41.143.254";
  expect(planView("/state/dev", { ...outputs, url }, [])).toMatchObject({ url });
});

it("fails while the cloud has no such load balancer", () => {
  expect(() => planView("/state/dev", outputs, [])).toThrow(
    "no load balancer web-1.us-east-1.elb.amazonaws.com",
  );
});
