import { existsSync } from "node:fs";
import { contentPaths } from "../../../components/content-sync/content-paths";
import type { NfsPlan } from "../../../components/content-sync/content-plan";
import { whyNoMachines } from "../../../sandbox/prerequisites";
import { folder, NfsNodes, place, service } from "./nfs-nodes";

const nodes = new NfsNodes();
const { shared, live, state, mount } = contentPaths(service);
const name = "fs-1.efs.example.com";
const efs: NfsPlan = { server: name, path: "/export", efs: true };
const own: NfsPlan = { server: "10.99.0.1", path: "/export" };
const at = `${shared}/${folder}`;
/** As the product's user. */
const as = (script: string) => `runuser -u wso2 -- sh -euc '${script}'`;

// The mount is by FUSE.
const can = !whyNoMachines() && existsSync("/dev/fuse");
(can ? describe : describe.skip)("content on a file system that all mount", () => {
  beforeAll(() => nodes.create({ is1: 802, is2: 802, is3: 900 }), 300_000);
  afterAll(() => nodes.end());

  it("is refused before anything moves: nobody answers, somebody else does, nothing is exported there", async () => {
    expect(await nodes.try("is1", efs)).toMatch(/connect|refused|service failed/i);
    const end = await nodes.startTls(name, false);
    expect(await nodes.try("is1", efs)).toMatch(/CERT|certificate/i);
    await end();
    expect(await nodes.try("is2", { ...own, path: "/elsewhere" })).toMatch(/mount\.nfs4: .*denied/);
    expect(
      await nodes.run(
        "is2",
        "grep -c fuse.nfs4 /proc/self/mountinfo || :; ls -d /tmp/tmp.* 2> /dev/null || :",
      ),
    ).toBe("0");
  });

  it("begins by TLS with what the first node has, and is there for the next one", async () => {
    await nodes.startTls(name, true);
    expect(await nodes.try("is1", efs)).toBe("");
    const from = `${place.home}/${folder}`;
    await nodes.run(
      "is1",
      as(`mkdir -p ${from}/1; echo shipped > ${from}/a.xml; echo old > ${from}/1/b.xml`),
    );
    expect(await nodes.mount("is1", efs)).toBe("5 files and folders");
    expect(await nodes.try("is2", own)).toBe("");
    await nodes.run("is2", as(`echo of-is2 > ${from}/a.xml`));
    expect(await nodes.mount("is2", own)).toBe("5 files and folders");
    expect(await nodes.run("is2", as(`cd ${at}; cat a.xml 1/b.xml; stat -c %U:%a . ..`))).toBe(
      "shipped\nold\nwso2:755\nwso2:751",
    );
  });

  it("brings what one node writes, changes and deletes to the other one, at once", async () => {
    await nodes.run("is1", as(`cd ${at}; echo new > c.xml; echo changed > a.xml; rm -r 1`));
    expect(await nodes.run("is2", as(`cd ${at}; ls; cat a.xml c.xml`))).toBe("a.xml\nc.xml\nchanged\nnew");
    await nodes.run("is2", as(`cd ${at}; mkdir t; echo 1 > t/d.xml`));
    expect(await nodes.run("is1", as(`cat ${at}/t/d.xml`))).toBe("1");
  });

  it("takes over from the writer of an rsync what was written since the first node came", async () => {
    const before = `${live}/${folder}`;
    const writes = `echo later > ${before}/e.xml; echo older > ${before}/a.xml; touch -d 2020-01-01 ${before}/a.xml; echo writer > ${state}/role`;
    await nodes.run("is2", as(`mkdir -p ${before} ${state}; ${writes}`));
    await nodes.run(
      "is2",
      "mkdir -p /etc/systemd/system; touch /etc/systemd/system/wso2-identity-server-content.service",
    );
    await nodes.bring("is2", own);
    expect(await nodes.run("is1", as(`cat ${at}/e.xml ${at}/a.xml`))).toBe("later\nchanged");
    expect(await nodes.run("is2", `ls -d ${live} 2> /dev/null || echo gone`)).toBe("gone");
  });

  it("refuses a node whose user has another number", async () => {
    expect(await nodes.try("is3", own)).toMatch(
      /the folder identity-server on 10\.99\.0\.1:\/export is of user number 802, and wso2 has number 900 here/,
    );
  });

  it("is asked alone where it is mounted", async () => {
    expect(await nodes.try("is1", efs)).toBe("");
    expect(await nodes.run("is1", "findmnt -n -o TARGET -t fuse.nfs4")).toBe(mount);
  });

  it("leaves a node that takes it out of use with a copy, and all of it where it is", async () => {
    await nodes.takeOut("is2");
    expect(
      await nodes.run("is2", `cat ${place.home}/${folder}/e.xml; ls -d ${mount} 2> /dev/null || echo gone`),
    ).toBe("later\ngone");
    expect(await nodes.run("is1", as(`ls ${at}`))).toBe("a.xml\nc.xml\ne.xml\nt");
  });
});
