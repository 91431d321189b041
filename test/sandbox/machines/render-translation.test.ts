import { planCable } from "../../../sandbox/machines/plan-network";
import { renderTranslation } from "../../../sandbox/machines/render-translation";

const network = { cidr: "10.0.0.0/24", gateway: "10.0.0.1" };

test("a public address stands for one private address, both ways, and not inside of the network", () => {
  const held = { address: "203.0.113.9", leadsTo: "10.0.0.11" };
  const text = renderTranslation("w1", network, [held, { address: "203.0.113.10" }]);
  const { mac } = planCable("w1", "i-1", "10.0.0.11");
  expect(text.split("\n")).toEqual([
    "table bridge internet_gateway",
    "delete table bridge internet_gateway",
    "table bridge internet_gateway {",
    "chain prerouting {",
    "type filter hook prerouting priority -300; policy accept;",
    `iifname "host" ip daddr 203.0.113.9 ether daddr set ${mac} ip daddr set 10.0.0.11`,
    "}",
    "chain postrouting {",
    "type filter hook postrouting priority 300; policy accept;",
    'oifname "host" ip saddr 10.0.0.11 ip daddr != 10.0.0.0/24 ip saddr set 203.0.113.9',
    "}",
    "}",
    "",
  ]);
});
