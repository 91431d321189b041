import { randomBytes } from "node:crypto";
import { unlessGone } from "../aws-errors";
import { regionProperty } from "../property-spec";
import { defineResource } from "../resource";

interface AttachmentInputs {
  targetGroupArn: string;
  targetId: string;
  port?: number;
}

export const targetGroupAttachment = defineResource<AttachmentInputs>({
  token: "aws:lb/targetGroupAttachment:TargetGroupAttachment",
  label: "ELBv2 Target Group Attachment",
  inputs: {
    targetGroupArn: { kind: "string", required: true, replaces: true },
    targetId: { kind: "string", required: true, replaces: true },
    port: { kind: "number", replaces: true },
    ...regionProperty,
  },
  outputs: [],
  stables: ["targetGroupArn", "targetId"],

  async create({ targetGroupArn, targetId, port }, { aws }) {
    await aws.elbv2.registerTargets({
      TargetGroupArn: targetGroupArn,
      Targets: [{ Id: targetId, Port: port }],
    });
    // AWS has no id for it; the official provider makes one up as well.
    return `${targetGroupArn}-${randomBytes(13).toString("hex")}`;
  },

  async read(_id, { targetGroupArn, targetId, port }, { aws }) {
    const TargetGroupArn = String(targetGroupArn);
    const found = await unlessGone(aws.elbv2.describeTargetHealth({ TargetGroupArn }));
    const isThere = found?.TargetHealthDescriptions?.some(({ Target }) => Target?.Id === targetId);
    return isThere ? { targetGroupArn, targetId, ...(port === undefined ? {} : { port }) } : undefined;
  },

  async delete(_id, { targetGroupArn, targetId }, { aws }) {
    const TargetGroupArn = String(targetGroupArn);
    const Targets = [{ Id: String(targetId) }];
    await unlessGone(aws.elbv2.deregisterTargets({ TargetGroupArn, Targets })).catch((error: Error) => {
      if (error.name !== "InvalidTargetException" && error.name !== "InvalidTarget") throw error;
    });
  },
});
