"""Route 53: an account that has a domain, and mistakes that AWS refuses."""

from moto.route53.exceptions import ResourceRecordAlreadyExists, Route53ClientError
from moto.route53.models import Route53Backend, route53_backends

# The stack files' own host names are in it.
DOMAIN = "example.com"


def give_domain(account_id: str) -> None:
    """A name that is bought is in the account before any stack."""
    backend = route53_backends[account_id]["aws"]
    if not backend.zones:
        backend.create_hosted_zone(f"{DOMAIN}.", private_zone=False)


def _plain(name: str) -> str:
    return name.rstrip(".").lower() + "."


def _check_new(zone, name: str, kind: str) -> None:
    for record in zone.rrsets:
        if _plain(record.name) != name:
            continue
        if record.type == kind:
            raise ResourceRecordAlreadyExists(name=name, _type=kind)
        if "CNAME" in (record.type, kind):
            raise Route53ClientError(
                "InvalidChangeBatch",
                f"[RRSet of type {kind} with DNS name {name} is not permitted because a conflicting RRSet of type "
                f"{record.type} with the same DNS name already exists in zone {zone.name}]",
            )


def install() -> None:
    change = Route53Backend.change_resource_record_sets

    def change_resource_record_sets(self, zoneid, change_list):
        zone = self.get_hosted_zone(zoneid)
        for each in change_list:
            wanted = each["ResourceRecordSet"]
            wanted["Name"] = _plain(wanted["Name"])
            if each["Action"] == "CREATE":
                _check_new(zone, wanted["Name"], wanted["Type"])
        return change(self, zoneid, change_list)

    Route53Backend.change_resource_record_sets = change_resource_record_sets
