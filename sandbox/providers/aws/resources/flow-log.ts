import type { FlowLogsResourceType, LogDestinationType, TrafficType } from "@aws-sdk/client-ec2";
import { ec2Arn } from "../arn";
import { unlessGone } from "../aws-errors";
import { regionProperty, tagProperties } from "../property-spec";
import { defineResource } from "../resource";
import { ec2Tagging, fromAwsTags, tagSpecifications } from "../tags";

interface FlowLogInputs {
  vpcId: string;
  logDestination: string;
  logDestinationType: LogDestinationType;
  maxAggregationInterval: number;
  trafficType?: TrafficType;
  tagsAll?: Record<string, string>;
}

const resourceType: FlowLogsResourceType = "VPC";

/** A flow log of a VPC; every change but that of a tag makes a new one. */
export const flowLog = defineResource<FlowLogInputs>({
  token: "aws:ec2/flowLog:FlowLog",
  label: "EC2 Flow Log",
  inputs: {
    vpcId: { kind: "string", required: true, replaces: true },
    logDestination: { kind: "string", required: true, replaces: true },
    logDestinationType: { kind: "string", default: "cloud-watch-logs", replaces: true },
    maxAggregationInterval: { kind: "number", default: 600, replaces: true },
    trafficType: { kind: "string", replaces: true },
    ...tagProperties,
    ...regionProperty,
  },
  outputs: ["arn", "logFormat"],
  stables: ["arn"],
  tagging: ec2Tagging,

  async create(inputs, { aws }) {
    const made = await aws.ec2.createFlowLogs({
      ResourceType: resourceType,
      ResourceIds: [inputs.vpcId],
      LogDestination: inputs.logDestination,
      LogDestinationType: inputs.logDestinationType,
      MaxAggregationInterval: inputs.maxAggregationInterval,
      TrafficType: inputs.trafficType,
      ...tagSpecifications("vpc-flow-log", inputs.tagsAll),
    });
    const [id] = made.FlowLogIds ?? [];
    // AWS answers 200 and tells the failure in the list.
    if (id === undefined) throw new Error(made.Unsuccessful?.[0]?.Error?.Message ?? "no flow log was made");
    return id;
  },

  async read(id, _state, context) {
    const found = await unlessGone(context.aws.ec2.describeFlowLogs({ FlowLogIds: [id] }));
    const live = found?.FlowLogs?.[0];
    if (!live) return undefined;
    return {
      arn: ec2Arn(context, await context.aws.accountId(), `vpc-flow-log/${id}`),
      logDestination: live.LogDestination,
      logDestinationType: live.LogDestinationType,
      logFormat: live.LogFormat,
      maxAggregationInterval: live.MaxAggregationInterval,
      tags: fromAwsTags(live.Tags),
      trafficType: live.TrafficType,
      vpcId: live.ResourceId,
    };
  },

  async delete(id, _state, { aws }) {
    await unlessGone(aws.ec2.deleteFlowLogs({ FlowLogIds: [id] }));
  },
});
