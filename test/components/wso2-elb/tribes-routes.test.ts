import execa from "execa";
import {
  parseClosed,
  renderClose,
  renderCloseTraffic,
  renderOpen,
} from "../../../components/wso2-elb/tribes-routes";

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

const route = { address: "10.0.0.1", port: 4000 };
const isRoot = process.getuid?.() === 0;
if (!isRoot && process.env.CI) throw new Error("these tests need root");

/** On a network of its own. @returns what changed of the rules, and which are there at the end */
async function run(...scripts: string[]): Promise<{ changes: string[]; closed: string[]; count: number }> {
  const steps = ["ip link set lo up", "ip route add 10.0.0.0/24 dev lo", ...scripts].join("\n");
  const watched = `ip -o monitor rule & watch=$!
until ip rule add pref 9 to 192.0.2.1 && ip rule del pref 9 && [ -s "$1" ]; do :; done > /dev/null
${steps}
ip rule add pref 9 to 192.0.2.2
until grep -q 192.0.2.2 "$1"; do :; done
kill $watch
echo "== rules"; ip rule show`;
  const kept = 'f=$(mktemp); unshare -n sh -eus "$f" > "$f"; cat "$f"; rm "$f"';
  const { stdout } = await execa("sh", ["-euc", kept], { input: watched });
  const [changes = "", rules = ""] = stdout.split("== rules\n");
  const own = changes.split("\n").filter((line) => /\b(1199|1200):/.test(line));
  return {
    changes: own.map((line) => (line.startsWith("Deleted") ? "deleted" : "added")),
    closed: [...parseClosed(rules, 4000)],
    count: rules.split("\n").filter((line) => /^(1199|1200):/.test(line)).length,
  };
}

(isRoot ? describe : describe.skip)("the rules of a machine", () => {
  it("are added once, however often a way is closed, and never away in between", async () => {
    const close = renderClose(route);
    const traffic = renderCloseTraffic(route.address, [9763, 9443]);
    expect(await run(close, close, traffic, close, traffic)).toEqual({
      ...{ changes: ["added", "added", "added", "added"], closed: ["10.0.0.1"], count: 4 },
    });
  });

  it("are those of that node alone", async () => {
    const near = { address: "10.0.0.11", port: 4000 };
    expect((await run(renderClose(near), renderClose(route))).closed).toEqual(["10.0.0.11", "10.0.0.1"]);
    expect((await run(renderClose(near), renderClose(route), renderOpen(near))).closed).toEqual(["10.0.0.1"]);
  });

  it("go all when the way is opened", async () => {
    const script = [renderClose(route), renderCloseTraffic(route.address, [9763]), renderOpen(route)];
    expect((await run(...script)).count).toBe(0);
  });
});
