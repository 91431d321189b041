import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createDisk } from "../../../sandbox/machines/disk";

const isRoot = process.getuid?.() === 0;
const folder = mkdtempSync(join(tmpdir(), "disk-"));
const image = join(folder, "image");
const spec = {
  name: "i-1",
  image,
  imageLabel: "debian-12",
  addresses: ["10.41.0.11"],
  hostname: "node1",
  authorizedKeys: ["ssh-ed25519 AAAA"],
};

beforeAll(() => {
  mkdirSync(join(image, "etc"), { recursive: true });
  mkdirSync(join(image, "home/admin/.ssh"), { recursive: true });
  chmodSync(join(image, "home/admin"), 0o750);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

// Only root can give a file to the user of another machine.
(isRoot ? it : it.skip)("lays files over the image whose folders look as they do there", () => {
  const disk = join(folder, "disk");
  mkdirSync(disk);
  writeFileSync(join(disk, "half"), "of an interrupted one");
  createDisk(disk, spec);
  expect(readlinkSync(join(disk, "image"))).toBe(image);
  expect(() => statSync(join(disk, "half"))).toThrow("ENOENT");
  expect(readFileSync(join(disk, "upper/etc/hostname"), "utf8")).toBe("node1\n");
  expect(statSync(join(disk, "upper/home/admin")).mode & 0o7777).toBe(0o750);
  const keys = statSync(join(disk, "upper/home/admin/.ssh/authorized_keys"));
  expect([keys.mode & 0o7777, keys.uid, keys.gid]).toEqual([0o600, 1000, 1000]);
});

it("fails without an image", () => {
  expect(() => createDisk(join(folder, "other"), { ...spec, image: "/nowhere" })).toThrow(
    "machine i-1: there is no image in /nowhere; build it again",
  );
});
