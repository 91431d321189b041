"""Target groups: a target that is deregistered is draining until its delay is over, as AWS shows it.

That is what the guide says of an ALB: also a target without requests is shown as draining all that time.
There is no data plane behind target groups.
"""

import time

from moto.elbv2.models import FakeHealthStatus, FakeTargetGroup


def install() -> None:
    deregister = FakeTargetGroup.deregister
    health_for = FakeTargetGroup.health_for

    def deregister_targets(self, targets):
        deregister(self, targets)
        kept = self.__dict__.setdefault("kept_draining", {})
        kept.update({target["Id"]: time.time() for target in targets})

    def target_health(self, target, ec2_backend):
        since = self.__dict__.get("kept_draining", {}).get(target["Id"])
        delay = int(self.attributes["deregistration_delay.timeout_seconds"])
        if since is None or target["Id"] in self.targets or time.time() - since >= delay:
            return health_for(self, target, ec2_backend)
        return FakeHealthStatus(
            target["Id"],
            target.get("Port", self.port),
            self.health_check_port,
            "draining",
            "Target.DeregistrationInProgress",
            "Target deregistration is in progress",
        )

    FakeTargetGroup.deregister = deregister_targets
    FakeTargetGroup.health_for = target_health
