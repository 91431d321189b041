import execa from "execa";
import {
  parseFloors,
  renderForgetServers,
  renderMarkJoined,
  splitSections,
} from "../../../../components/haproxy/live/balancer-files";

describe("balancer files", () => {
  it("splits an answer into its sections", () => {
    const text = '== stored\n{"a": "== b"}\n\n== joined\nb/node1\nb/node2\n== old\n';
    expect(Object.fromEntries(splitSections(text))).toEqual({
      stored: '{"a": "== b"}\n\n',
      joined: "b/node1\nb/node2\n",
      old: "",
    });
  });

  it("reads what must stay UP by backend", () => {
    const policy = { minHealthy: 2, maxUnavailable: { node1: 1 } };
    expect(parseFloors(`PRD_wso2ei ${JSON.stringify(policy)}\n`)).toEqual(new Map([["PRD_wso2ei", policy]]));
    expect(parseFloors("")).toEqual(new Map());
  });

  it("marks and forgets by one empty file a server, so that joins side by side never collide", () => {
    expect(renderMarkJoined(["PRD_wso2ei/node1"]).split("\n")).toEqual([
      "mkdir -p /var/lib/wso2-haproxy/joined/PRD_wso2ei",
      "touch /var/lib/wso2-haproxy/joined/PRD_wso2ei/node1",
      "sync /var/lib/wso2-haproxy/joined/PRD_wso2ei 2> /dev/null || :",
    ]);
    expect(renderForgetServers(["PRD_wso2ei/node1"])).toBe(
      "rm -f /var/lib/wso2-haproxy/joined/PRD_wso2ei/node1 /var/lib/wso2-haproxy/out/PRD_wso2ei/node1",
    );
  });

  it("is nothing for no servers", async () => {
    expect(`${renderMarkJoined([])}${renderForgetServers([])}`).toBe("");
    await execa("sh", ["-n"], { input: `main() {\n${renderMarkJoined([])}\n:\n}\n` });
  });
});
