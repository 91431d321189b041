"""Zones of an account that has opted in to a Local Zone: it stands among the others, and first by name."""

from moto.core.responses import ActionResult
from moto.ec2.models.availability_zones_and_regions import Zone
from moto.ec2.responses.availability_zones_and_regions import AvailabilityZonesAndRegions

LOCAL = {"us-east-1": ("us-east-1-bos-1a", "use1-bos1-az1", "us-east-1-bos-1")}


def _opted_in(region: str) -> list:
    if region not in LOCAL:
        return []
    name, zone_id, group = LOCAL[region]
    zone = Zone(name=name, region_name=region, zone_id=zone_id, zone_type="local-zone")
    zone.opt_in_status = "opted-in"
    zone.group_name = group
    zone.parent_zone_name = f"{region}a"
    return [zone]


def _holds(zone, key: str, wanted: list) -> bool:
    values = {
        "opt-in-status": zone.opt_in_status,
        "group-name": zone.group_name,
        "region-name": zone.region_name,
        "state": zone.state,
        "zone-id": zone.zone_id,
        "zone-name": zone.name,
        "zone-type": zone.zone_type,
    }
    return values[key] in wanted


def install() -> None:
    def describe_availability_zones(self) -> ActionResult:
        self.error_on_dryrun()
        zones = [*self.ec2_backend.describe_availability_zones(), *_opted_in(self.region)]
        for zone in zones:
            zone.opt_in_status = getattr(zone, "opt_in_status", "opt-in-not-required")
            zone.group_name = getattr(zone, "group_name", zone.region_name)
        filters = self._filters_from_querystring().items()
        names, ids = self._get_param("ZoneNames", []), self._get_param("ZoneIds", [])
        found = [
            zone
            for zone in zones
            if all(_holds(zone, key, wanted) for key, wanted in filters)
            and (not names or zone.name in names)
            and (not ids or zone.zone_id in ids)
        ]
        return ActionResult({"AvailabilityZones": found})

    AvailabilityZonesAndRegions.describe_availability_zones = describe_availability_zones
