import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

/** Debian's account for images (wiki.debian.org/Cloud/AmazonEC2Image). */
const debianOwner = "136693071363";

/**
 * An image by its id, or by the exact name that Debian gave it; a name means the same image in every region.
 *
 * AWS deprecates a public image two years after its creation at the latest, and a search by name then hides it
 * from everyone but its owner (EC2's guide, "Deprecate an Amazon EC2 AMI"): it must be asked for.
 */
export function imageId(image: string): pulumi.Output<string> {
  if (image.startsWith("ami-")) return pulumi.output(image);
  return aws.ec2.getAmiOutput({
    owners: [debianOwner],
    filters: [{ name: "name", values: [image] }],
    includeDeprecated: true,
  }).id;
}
