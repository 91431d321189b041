import { unlessGone } from "../aws-errors";
import { regionProperty } from "../property-spec";
import { defineResource } from "../resource";

interface ReservationInputs {
  subnetId: string;
  cidrBlock: string;
  reservationType: "explicit" | "prefix";
  description?: string;
}

export const subnetCidrReservation = defineResource<ReservationInputs>({
  token: "aws:ec2/subnetCidrReservation:SubnetCidrReservation",
  label: "EC2 Subnet CIDR Reservation",
  inputs: {
    subnetId: { kind: "string", required: true, replaces: true },
    cidrBlock: { kind: "string", required: true, replaces: true },
    reservationType: { kind: "string", required: true, replaces: true },
    description: { kind: "string", replaces: true },
    ...regionProperty,
  },
  outputs: ["ownerId"],
  stables: ["subnetId", "cidrBlock", "reservationType", "ownerId"],

  async create({ subnetId, cidrBlock, reservationType, description }, { aws }) {
    const made = await aws.ec2.createSubnetCidrReservation({
      ...{ SubnetId: subnetId, Cidr: cidrBlock, ReservationType: reservationType, Description: description },
    });
    return made.SubnetCidrReservation?.SubnetCidrReservationId ?? "";
  },

  async read(id, state, { aws }) {
    const SubnetId = String(state.subnetId);
    const found = await unlessGone(aws.ec2.getSubnetCidrReservations({ SubnetId }));
    const live = found?.SubnetIpv4CidrReservations?.find((each) => each.SubnetCidrReservationId === id);
    return (
      live && {
        subnetId: live.SubnetId,
        cidrBlock: live.Cidr,
        reservationType: live.ReservationType,
        description: live.Description ?? state.description,
        ownerId: live.OwnerId,
      }
    );
  },

  async delete(id, _state, { aws }) {
    await aws.ec2.deleteSubnetCidrReservation({ SubnetCidrReservationId: id });
  },
});
