import { parseConfigWords } from "../../../components/haproxy/config-words";
import { parseServerRules } from "../../../components/haproxy/server-rules";
import type { ServerView } from "../../../components/haproxy/server-view";
import { findWordProblems } from "../../../components/haproxy/word-problems";
import { exampleView } from "./example-view";

const a = exampleView({ backend: "app", name: "a" });
const b = exampleView({ backend: "app", name: "b", address: "10.0.0.2" });
const backup = exampleView({ backend: "app", name: "z", address: "10.0.0.3", backup: true });

function find(
  text: string,
  { view = a, servers = [a, b], records = [], own, outAtOnce }: Partial<Found> = {},
): string[] {
  const words = { backends: parseConfigWords(text), rules: parseServerRules(text) };
  const known = new Map(records.map((key) => [key, true]));
  return findWordProblems(words, { view, servers, own, outAtOnce, records: known });
}

interface Found {
  view: ServerView;
  servers: ServerView[];
  records: string[];
  own: ServerView;
  outAtOnce: number;
}

describe("a line that turns with one server fewer", () => {
  const text = "frontend www\n acl few nbsrv(app) lt 2\n monitor fail if few\nbackend app\n";

  it("is told with who would turn it, once for a node", () => {
    expect(find(text)).toEqual([
      expect.stringMatching(/^`monitor fail if few` of frontend www .* when app\/a is out/),
    ]);
    const web = exampleView({ backend: "web", name: "a", port: 8243 });
    const both = `${text.replace("acl few", "acl few nbsrv(web) lt 1\n acl few")}backend web\n`;
    expect(find(both, { view: web, servers: [a, web, b], own: a })).toEqual([]);
    expect(find(both, { servers: [a, web, b] })).toEqual([expect.stringContaining("app/a, web/a is out")]);
    const justWeb = both.replace("nbsrv(app) lt 2", "nbsrv(app) lt 1");
    expect(find(justWeb, { servers: [a, web, b] })).toHaveLength(1);
  });

  it("does not turn for a third server, nor when one leaves that is out already", () => {
    const third = exampleView({ backend: "app", name: "c", address: "10.0.0.4" });
    expect(find(text, { servers: [a, b, third] })).toEqual([]);
    const out = { ...a, admin: "maint" as const, up: false };
    expect(find(text, { view: out, servers: [out, b] })).toEqual([]);
  });

  it("counts a server that a roll has out, for it comes back first", () => {
    const out = { ...b, admin: "maint" as const, up: false };
    const third = exampleView({ backend: "app", name: "c", address: "10.0.0.4" });
    expect(find(text, { servers: [a, out, third] })).toHaveLength(1);
    expect(find(text, { servers: [a, out, third], records: ["app/b"] })).toEqual([]);
  });

  it("is told where it turns with a whole batch alone, whoever is the other of it", () => {
    const [third, fourth] = ["c", "d"].map((name, index) =>
      exampleView({ backend: "app", name, address: `10.0.0.${index + 5}` }),
    ) as [ServerView, ServerView];
    const servers = [a, b, third, fourth];
    expect(find(text, { servers, outAtOnce: 2 })).toEqual([]);
    expect(find(text, { servers, outAtOnce: 3 })).toEqual([
      expect.stringMatching(/when app\/a, app\/b, app\/c is out: let it hold for 3 fewer/),
    ]);
    // Of a batch, one that is out already comes back with the others.
    const out = { ...b, admin: "maint" as const, up: false };
    expect(find(text, { servers: [a, out, third], records: ["app/b"], outAtOnce: 2 })).toHaveLength(1);
    const pair = `frontend www\n monitor fail if !{ srv_is_up(app/c) } !{ srv_is_up(app/d) }\nbackend app\n`;
    expect(find(pair, { view: fourth, servers, outAtOnce: 1 })).toEqual([]);
    expect(find(pair, { view: fourth, servers, outAtOnce: 2 })).toEqual([
      expect.stringContaining("app/d, app/c"),
    ]);
  });

  it("counts one backup where no other server is left", () => {
    const none = "frontend www\n monitor fail if { nbsrv(app) lt 1 }\nbackend app\n";
    expect(find(none, { servers: [a] })).toHaveLength(1);
    expect(find(none, { servers: [a, backup] })).toEqual([]);
  });
});

describe("on-marked-up shutdown-backup-sessions", () => {
  const text =
    "backend app\n default-server on-marked-up shutdown-backup-sessions\n server a h:1\n server z h:2 backup\n";

  it("is refused where a backup may be answering when the node comes back", () => {
    const servers = [a, backup];
    expect(find(text, { servers })).toEqual([
      expect.stringMatching(/^app\/a has `on-marked-up .* what the backup z answers/),
    ]);
    expect(find(text, { servers, view: backup })).toEqual([]);
    expect(find(text)).toEqual([]);
  });
});

it("refuses a backend that runs and is not in the files, as under a name out of a variable", () => {
  const problem = expect.stringMatching(/^backend app is not in the files that HAProxy was started with/);
  expect(find('backend "$APP"\n server a h:1\n')).toEqual([problem]);
});

it("refuses `option persist`", () => {
  const text = "backend app\n cookie S insert\n option persist\n";
  expect(find(text)).toEqual([expect.stringMatching(/^backend app has `option persist`/)]);
});
