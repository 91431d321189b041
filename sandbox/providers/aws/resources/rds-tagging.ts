import { unlessGone } from "../aws-errors";
import type { Context, Tagging } from "../resource";
import { fromAwsTags, toAwsTags } from "../tags";

/** Tags of everything in RDS, by ARN. */
export const rdsTagging: Tagging = {
  async add(_id, { arn }, tags, { aws }) {
    await aws.rds.addTagsToResource({ ResourceName: String(arn), Tags: toAwsTags(tags) });
  },
  async remove(_id, { arn }, TagKeys, { aws }) {
    await aws.rds.removeTagsFromResource({ ResourceName: String(arn), TagKeys });
  },
};

/** Of most things in RDS the answer to a description has no tags. */
export async function rdsTags(arn: string | undefined, { aws }: Context): Promise<Record<string, string>> {
  const found = await unlessGone(aws.rds.listTagsForResource({ ResourceName: arn }));
  return fromAwsTags(found?.TagList);
}
