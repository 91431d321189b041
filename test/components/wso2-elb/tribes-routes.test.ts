import { parseClosed, renderClose } from "../../../components/wso2-elb/tribes-routes";

/** As iproute2 6.1 prints them, with and without a name for the protocol. */
const rules = `0:	from all lookup local
1200:	from all to 10.0.0.1 ipproto tcp dport 4000 unreachable
1200:	from all to 10.0.0.1 ipproto tcp sport 4000 unreachable
1200:	from all to 10.0.0.2 ipproto tcp dport 4000 unreachable
1200:	from all to 10.0.0.3 ipproto ipproto-6 dport 4100 unreachable
1200:	from all to 10.0.0.3 ipproto tcp sport 4100 unreachable
32764:	from all to 10.0.0.4 ipproto tcp dport 4000 unreachable
32764:	from all to 10.0.0.4 ipproto tcp sport 4000 unreachable
32766:	from all lookup main
`;

it("counts a way as closed where a roll closed both directions of that port", () => {
  expect([...parseClosed(rules, 4000)]).toEqual(["10.0.0.1"]);
  expect([...parseClosed(rules, 4100)]).toEqual(["10.0.0.3"]);
});

it("closes once, however often it is asked", () => {
  const { length } = renderClose({ address: "10.0.0.1", port: 4000 }).match(/ip rule add/g) ?? [];
  expect(length).toBe(2);
  expect(renderClose({ address: "10.0.0.1", port: 4000 }).split("\n").slice(0, 2)).toEqual([
    "while ip rule del pref 1199 to 10.0.0.1 2>/dev/null; do :; done",
    "while ip rule del pref 1200 to 10.0.0.1 2>/dev/null; do :; done",
  ]);
});
