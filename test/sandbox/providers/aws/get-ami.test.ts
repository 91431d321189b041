import { getAmi } from "../../../../sandbox/providers/aws/functions/get-ami";
import type { Context } from "../../../../sandbox/providers/aws/resource";

const images = [
  { ImageId: "ami-1", Name: "debian-1", CreationDate: "2025-03-16T00:00:00.000Z", OwnerId: "1" },
  { ImageId: "ami-2", Name: "debian-2", CreationDate: "2025-11-12T00:00:00.000Z", OwnerId: "1" },
];

function contextWith(found: object[]): Context {
  const ec2 = { describeImages: async () => ({ Images: found }) };
  return { aws: { ec2 }, region: "us-east-1" } as unknown as Context;
}

describe("getAmi", () => {
  it("takes the most recent one", async () => {
    const found = await getAmi.invoke({ owners: ["1"], mostRecent: true }, contextWith(images));
    expect(found).toMatchObject({ id: "ami-2", name: "debian-2", arn: "arn:aws:ec2:us-east-1::image/ami-2" });
  });

  it("takes the one whose name matches", async () => {
    const found = await getAmi.invoke({ owners: ["1"], nameRegex: "-1$" }, contextWith(images));
    expect(found.id).toBe("ami-1");
  });

  it("fails for none, in the official provider's words", async () => {
    await expect(getAmi.invoke({ owners: ["1"] }, contextWith([]))).rejects.toThrow(
      "Your query returned no results. Please change your search criteria and try again.",
    );
  });

  it("fails for several, in the official provider's words", async () => {
    await expect(getAmi.invoke({ owners: ["1"] }, contextWith(images))).rejects.toThrow(
      "Your query returned more than one result. Please try a more specific search criteria, or set `most_recent` attribute to true.",
    );
  });

  it("fails for the most recent one of anybody", async () => {
    const filters = [{ name: "name", values: ["debian-*"] }];
    await expect(getAmi.invoke({ filters, mostRecent: true }, contextWith(images))).rejects.toThrow(
      "mostRecent without owners may find an image of anyone",
    );
  });
});
