import type { FunctionDefinition } from "../resource";
import { filtersSpec, planFilters } from "./filters";

export const getAvailabilityZones: FunctionDefinition = {
  token: "aws:index/getAvailabilityZones:getAvailabilityZones",
  inputs: {
    allAvailabilityZones: { kind: "boolean" },
    excludeNames: { kind: "strings" },
    excludeZoneIds: { kind: "strings" },
    filters: filtersSpec,
    region: { kind: "string" },
    state: { kind: "string" },
  },

  async invoke(args, { aws, region }) {
    const { AvailabilityZones } = await aws.ec2.describeAvailabilityZones({
      AllAvailabilityZones: args.allAvailabilityZones as boolean | undefined,
      Filters: planFilters(args, { state: "state" }),
    });
    const excludedNames = (args.excludeNames ?? []) as string[];
    const excludedIds = (args.excludeZoneIds ?? []) as string[];
    const zones = (AvailabilityZones ?? [])
      .filter(
        ({ ZoneName = "", ZoneId = "" }) =>
          !excludedNames.includes(ZoneName) && !excludedIds.includes(ZoneId),
      )
      .sort((a, b) => ((a.ZoneName ?? "") < (b.ZoneName ?? "") ? -1 : 1));
    return {
      ...args,
      groupNames: [...new Set(zones.flatMap(({ GroupName }) => (GroupName ? [GroupName] : [])))],
      id: region,
      names: zones.map(({ ZoneName }) => ZoneName),
      region,
      zoneIds: zones.map(({ ZoneId }) => ZoneId),
    };
  },
};
