"""DB instances as their servers are: created once one answers, and failed over when that is asked for.

Followed: the RDS API's reference (RebootDBInstance, DBInstanceStatus). Where no cloud runs beside the API, an instance
is available at once, as moto has it.
"""

import json

from moto.core.responses import ActionResult
from moto.rds.exceptions import RDSClientError
from moto.rds.models import DBInstance
from moto.rds.responses import RDSResponse


def install(reports_path: str) -> None:
    reboot = RDSResponse.reboot_db_instance

    def reboot_db_instance(self) -> ActionResult:
        answer = reboot(self)
        if self.params.get("ForceFailover") in (True, "true"):
            database = answer.result["DBInstance"]
            if not database.multi_az:
                raise RDSClientError(
                    "InvalidParameterCombination",
                    "Force failover cannot be specified since the instance is not configured for MultiAZ.",
                )
            database.__dict__["asked_failovers"] = asked_failovers(database) + 1
        return answer

    def status(self) -> str:
        kept = self.__dict__.get("status", "available")
        report = _read_report(reports_path)
        if report is None or kept != "available" or self.engine not in report["engines"]:
            return kept
        return kept if self.db_instance_identifier in report["serving"] else "creating"

    RDSResponse.reboot_db_instance = reboot_db_instance
    DBInstance.status = property(status, lambda self, value: self.__dict__.update(status=value))


def asked_failovers(database) -> int:
    """Kept with the instance."""
    return database.__dict__.get("asked_failovers", 0)


def _read_report(path: str):
    try:
        with open(path, encoding="utf-8") as file:
            return json.load(file)
    except FileNotFoundError:
        return None
