import type { Image } from "@aws-sdk/client-ec2";
import type { Values } from "../property-spec";
import type { FunctionDefinition } from "../resource";
import { fromAwsTags } from "../tags";
import { filtersSpec, planFilters } from "./filters";

export const getAmi: FunctionDefinition = {
  token: "aws:ec2/getAmi:getAmi",
  inputs: {
    allowUnsafeFilter: { kind: "boolean" },
    executableUsers: { kind: "strings" },
    filters: filtersSpec,
    includeDeprecated: { kind: "boolean" },
    mostRecent: { kind: "boolean" },
    nameRegex: { kind: "string" },
    owners: { kind: "strings" },
    region: { kind: "string" },
  },

  async invoke(args, { aws, region }) {
    const owners = args.owners as string[] | undefined;
    refuseAnyOwner(args);
    const { Images } = await aws.ec2.describeImages({
      ExecutableUsers: args.executableUsers as string[] | undefined,
      Filters: planFilters(args),
      IncludeDeprecated: args.includeDeprecated as boolean | undefined,
      Owners: owners,
    });
    const image = choose(byName(Images ?? [], args.nameRegex), args.mostRecent === true);
    return { ...args, ...describeImage(image, region), owners };
  },
};

/** What the official provider refuses since version 7: the most recent image of whoever publishes one. */
function refuseAnyOwner(args: Values): void {
  const filters = (args.filters ?? []) as { name: string }[];
  const isSafe =
    args.owners !== undefined ||
    filters.some(({ name }) => ["owner-id", "owner-alias", "image-id"].includes(name));
  if (args.mostRecent !== true || isSafe || args.allowUnsafeFilter === true) return;
  throw new Error(
    "mostRecent without owners may find an image of anyone: set owners, or a filter on owner-id or image-id, " +
      "or allowUnsafeFilter",
  );
}

function byName(images: readonly Image[], pattern: unknown): readonly Image[] {
  if (typeof pattern !== "string") return images;
  const regex = new RegExp(pattern);
  return images.filter(({ Name }) => regex.test(Name ?? ""));
}

function choose(images: readonly Image[], mostRecent: boolean): Image {
  const [newest, ...others] = [...images].sort((a, b) =>
    (b.CreationDate ?? "").localeCompare(a.CreationDate ?? ""),
  );
  if (!newest) {
    throw new Error("Your query returned no results. Please change your search criteria and try again.");
  }
  if (others.length > 0 && !mostRecent) {
    throw new Error(
      "Your query returned more than one result. Please try a more specific search criteria, or set " +
        "`most_recent` attribute to true.",
    );
  }
  return newest;
}

function describeImage(image: Image, region: string): Values {
  const root = image.BlockDeviceMappings?.find(({ DeviceName }) => DeviceName === image.RootDeviceName);
  return {
    architecture: image.Architecture,
    arn: `arn:aws:ec2:${region}::image/${image.ImageId}`,
    bootMode: image.BootMode ?? "",
    creationDate: image.CreationDate,
    description: image.Description ?? "",
    hypervisor: image.Hypervisor,
    id: image.ImageId,
    imageId: image.ImageId,
    imageLocation: image.ImageLocation,
    imageOwnerAlias: image.ImageOwnerAlias ?? "",
    imageType: image.ImageType,
    name: image.Name,
    ownerId: image.OwnerId,
    public: image.Public,
    region,
    rootDeviceName: image.RootDeviceName,
    rootDeviceType: image.RootDeviceType,
    rootSnapshotId: root?.Ebs?.SnapshotId,
    state: image.State,
    tags: fromAwsTags(image.Tags),
    virtualizationType: image.VirtualizationType,
  };
}
