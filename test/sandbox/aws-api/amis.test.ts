import { readFileSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../../../sandbox/paths";

describe("the sandbox's images", () => {
  it("are those that stacks find by name, one of them deprecated", () => {
    const text = readFileSync(join(packageRoot, "sandbox", "aws-api", "amis.json"), "utf8");
    const images = JSON.parse(text).map((image: Record<string, string>) => [
      image.ami_id,
      image.name,
      image.owner_id,
    ]);
    expect(images).toEqual([
      ["ami-0deb12020230612a0", "debian-12-amd64-20230612-1409", "136693071363"],
      ["ami-0deb12020250316a0", "debian-12-amd64-20250316-2053", "136693071363"],
      ["ami-0deb12020251112a0", "debian-12-amd64-20251112-2294", "136693071363"],
      ["ami-0deb13020250814a0", "debian-13-amd64-20250814-2204", "136693071363"],
      ["ami-0deb13020251117a0", "debian-13-amd64-20251117-2299", "136693071363"],
    ]);
  });
});
