import { contentPaths } from "../../components/content-sync/content-paths";
import { poll } from "../../components/remote/poll";
import { whyNoMachines } from "../../sandbox/prerequisites";
import { ContentNodes, service, strangeKey } from "./content-nodes";

const why = whyNoMachines();
const nodes = new ContentNodes(["is1", "is2", "is3"]);
const { script, state } = contentPaths(service);

/** @param look says what is not so yet */
async function until(what: string, look: () => Promise<string | undefined>): Promise<void> {
  let missing: string | undefined;
  const isSo = async () => {
    missing = await look();
    return missing === undefined ? true : undefined;
  };
  if (await poll(isSo, { timeoutSec: 120, intervalMs: 100 })) return;
  throw new Error(`${what}\n${missing}\n${nodes.lastWords()}`);
}

/** Polls what a node's common folder has until it is so. */
function has(node: string, script: string): Promise<void> {
  return until(`${node} never came to: ${script}`, () =>
    nodes.product(node, script).then(
      () => undefined,
      (error: Error) => error.message,
    ),
  );
}

/** Polls what a node's daemons have said until it is among that. */
function says(node: string, words: string): Promise<void> {
  return until(`${node} never said: ${words}`, async () =>
    nodes.words(node).includes(words) ? undefined : "in all that it said",
  );
}

const role = (node: string) => nodes.run(node, `cat ${state}/role`);

(why ? describe.skip : describe)("content sync by rsync", () => {
  beforeAll(() => nodes.create(), 300_000);
  afterAll(() => nodes.end());

  it("begins with what the distribution ships, and gives a new node what the writer has", async () => {
    await nodes.run(
      "is1",
      "echo shipped > /opt/wso2/wso2is-7.1.0/repository/deployment/server/userstores/a.xml",
    );
    expect((await nodes.configure("is1", "is1")).said).toBe(
      "writes from now on, term 1\nwriter, 5 files and folders",
    );
    await has("is1", `[ -z "$(find . -type f -newerct '2 seconds ago')" ]`);
    expect(await nodes.configure("is2", "is1")).toEqual({ code: 0, said: "follower, 5 files and folders" });
    expect(await nodes.product("is2", "cat a.xml")).toBe("shipped");
    expect(await nodes.configure("is3", "is1")).toEqual({ code: 0, said: "follower, 5 files and folders" });
  });

  it("brings new, changed and removed files of the writer, whatever they are called", async () => {
    const odd = `'-o "dd'\\'' \n *name'`;
    await nodes.product(
      "is1",
      `echo 1 > b.xml; mkdir -p t/u; echo 2 > t/u/c.xml; echo odd > ./${odd}; mkdir empty`,
    );
    for (const node of ["is2", "is3"]) {
      await has(node, `[ "$(cat b.xml t/u/c.xml ./${odd})" = "$(printf '1\\n2\\nodd')" ] && [ -d empty ]`);
    }
    await nodes.product("is1", `rm -r t empty b.xml ./${odd}; echo changed > a.xml`);
    for (const node of ["is2", "is3"]) {
      await has(node, `[ "$(ls)" = a.xml ] && [ "$(cat a.xml)" = changed ]`);
    }
  });

  it("leaves what another node has of its own, also in folders that the writer removes", async () => {
    await nodes.product("is1", "mkdir shared; echo 1 > shared/writers.xml");
    await has("is2", "[ -f shared/writers.xml ]");
    await nodes.product("is2", "echo own > shared/own.xml; echo own > own.xml");
    await nodes.product("is1", "rm -r shared");
    await has("is2", "[ ! -e shared/writers.xml ]");
    expect(await nodes.product("is2", "cat shared/own.xml own.xml")).toBe("own\nown");
    expect(await nodes.product("is1", "ls")).toBe("a.xml");
  });

  it("shows no part of a file: one that is written for seconds comes whole, at once", async () => {
    const looks = nodes.product(
      "is2",
      `end=$(($(date +%s) + 30)); seen=""
while [ "$(date +%s)" -lt $end ]; do
  if [ -e big.xml ]; then size=$(stat -c %s big.xml); [ "$seen" = "$size" ] || echo $size; seen=$size; [ $size -lt 5000000 ] || exit 0; fi
done`,
    );
    await nodes.product(
      "is1",
      `for each in 1 2 3 4 5 6 7 8 9 10; do head -c 500000 /dev/urandom >> big.xml; sleep 0.3; done`,
    );
    expect(await looks).toBe("5000000");
    const sums = await Promise.all(["is1", "is2"].map((node) => nodes.product(node, "sha256sum < big.xml")));
    expect(sums[0]).toBe(sums[1]);
    await nodes.product("is1", "rm big.xml");
    await has("is2", "[ ! -e big.xml ]");
  });

  it("answers its own key alone, and that one with nothing but the content", async () => {
    const ask = (key: string, ...words: string[]) =>
      nodes.run(
        "is3",
        `printf '%s' ${`'${key}'`} > /run/key; chmod 600 /run/key
ssh -F none -T -o BatchMode=yes -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o IdentitiesOnly=yes -o LogLevel=ERROR -i /run/key -p ${nodes.port("is1")} wso2@127.0.0.1 ${words.join(" ")} 2>&1 || echo "exit $?"`,
      );
    const own = `${nodes.plan("is3", "is1").rsync?.readerKey}\n`;
    expect(await ask(strangeKey(), "head")).toMatch(/Permission denied[\s\S]*exit 255/);
    expect(await ask(own, "head")).toMatch(/^content writer 1 [0-9a-f]{16} \d+$/);
    for (const words of [
      "cat /etc/passwd",
      "'head; id'",
      "rsync --server --sender -lptre.LsfxC . /etc",
      "rsync --server --sender -lLptre.LsfxC . .",
      "rsync --server -lptre.LsfxC . .",
      "'wait x;id'",
      "",
    ]) {
      expect(await ask(own, words)).toMatch(/^refused: .*\nexit 2$/s);
    }
  });

  it("gives a writer that was replaced what the others have, and goes on", async () => {
    await nodes.product("is2", "echo later > kept-by-is2.xml");
    nodes.lose("is1");
    await nodes.add("is1");
    expect((await nodes.configure("is1", "is1")).said).toMatch(/^writes from now on, term 2\n/);
    expect(await nodes.product("is1", "cat a.xml")).toBe("changed");
    await nodes.product("is1", "echo after > d.xml");
    for (const node of ["is2", "is3"])
      await has(node, '[ "$(cat a.xml d.xml)" = "$(printf \'changed\\nafter\')" ]');
    expect(await nodes.product("is2", "cat own.xml")).toBe("own");
  });

  it("has one writer at a time while another node becomes it, in whichever order they are told", async () => {
    // The new one is told first: it waits, and goes on to follow.
    expect((await nodes.configure("is2", "is2")).said).toMatch(/^waits: is1 still writes\n/);
    await nodes.product("is1", "echo last > e.xml; rm d.xml");
    await has("is2", "[ -f e.xml ] && [ ! -e d.xml ]");
    expect([await role("is1"), await role("is2")]).toEqual(["writer", "follower"]);
    // While the one before is told, it does not answer for a moment: its last word is waited for.
    await nodes.product("is1", "echo very-last > f.xml");
    nodes.stop("is1");
    await says("is2", "waits: is1, which wrote a moment ago, does not answer");
    expect(await role("is2")).toBe("follower");
    const line = "echo line >> growing.xml; sleep 0.25\n";
    const writing = nodes.product("is1", line.repeat(24));
    await nodes.configure("is1", "is2");
    await says("is2", "waits: what was written last is not whole yet");
    await writing;
    await nodes.configure("is3", "is2");
    await has("is2", `[ "$(cat ${state}/role)" = writer ] && [ "$(cat f.xml)" = very-last ]`);
    expect(await nodes.product("is2", "wc -l < growing.xml")).toBe("24");
    await nodes.product("is2", "rm e.xml; echo by-is2 > g.xml");
    for (const node of ["is1", "is3"]) {
      await has(node, "[ -f g.xml ] && [ ! -e e.xml ] && [ -f f.xml ]");
      // What a node is called follows what it has fetched.
      await has(node, `[ "$(cat ${state}/role)" = follower ]`);
    }
  });

  it("deletes nothing that only the writer that was lost had given out", async () => {
    nodes.stop("is1");
    await nodes.product("is2", "echo gone-with-is2 > h.xml");
    await has("is3", "[ -f h.xml ]");
    nodes.lose("is2");
    // It has not seen h.xml; that is no deletion. What is configured still, and gone, is waited for no longer than content may lag.
    await nodes.configure("is1", "is1");
    await has("is1", `[ "$(cat ${state}/role)" = writer ]`);
    await nodes.configure("is3", "is1");
    await nodes.product("is1", "echo new > i.xml");
    await has("is3", "[ -f i.xml ]");
    expect(await nodes.product("is3", "cat h.xml")).toBe("gone-with-is2");
  });

  it("says how old the content is, and fails once that is too much", async () => {
    expect(await nodes.sync("is3", "lag")).toMatchObject({
      code: 0,
      said: expect.stringMatching(
        /^content of identity-server is \d+ s old; this node is follower, is1 writes$/,
      ),
    });
    // An operator's own login may not look there, which is no content that never came.
    const asOther = `runuser -u nobody -- ${script} ${service} lag 2>&1 || echo "ended with $?"`;
    expect(await nodes.run("is3", asOther)).toMatch(/is for root and its user: with sudo\nended with 1$/);
    await nodes.run("is3", `echo $(($(date +%s) - 500)) > ${state}/synced`, "root");
    nodes.stop("is1");
    nodes.stop("is3");
    await nodes.run("is3", `echo $(($(date +%s) - 500)) > ${state}/synced`, "root");
    expect(await nodes.sync("is3", "lag")).toMatchObject({
      code: 1,
      said: expect.stringMatching(
        /is 50\d s old, more than 20 s: journalctl -u wso2-identity-server-content/,
      ),
    });
  });
});
