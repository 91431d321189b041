"""Health and draining of target groups, as the data planes of their load balancers report them.

Followed: AWS's API reference (TargetHealth) and the guides' pages on target health and deregistration delay. A
target that is deregistered is shown as draining until the delay is over, also one without requests; then it is
unused. Where no data plane was ever there, each registered target is healthy.
"""

import json
import time

from moto.elbv2.models import FakeHealthStatus, FakeTargetGroup, elbv2_backends

NOT_USED = "Target group is not configured to receive traffic from the load balancer"


def install(reports_path: str) -> None:
    deregister = FakeTargetGroup.deregister
    terminated = FakeTargetGroup.deregister_terminated_instances
    health_for = FakeTargetGroup.health_for

    def deregister_targets(self, targets):
        deregister(self, targets)
        _draining(self).update({target["Id"]: time.time() for target in targets})

    def deregister_terminated_instances(self, instance_ids):
        leaving = [each for each in instance_ids if each in self.targets]
        terminated(self, instance_ids)
        for each in leaving:
            self.deregistered_targets[each] = self.terminated_targets.pop(each)
            _draining(self)[each] = time.time()

    def target_health(self, target, ec2_backend):
        identity = target["Id"]
        if identity not in self.targets:
            if _is_draining(self, identity):
                text = ("draining", "Target.DeregistrationInProgress", "Target deregistration is in progress")
                return _status(self, target, *text)
            return health_for(self, target, ec2_backend)
        known = health_for(self, target, ec2_backend)
        if known.status != "healthy":
            return known
        return _status(self, self.targets[identity], *_judge(self, identity, _read_reports(reports_path)))

    FakeTargetGroup.deregister = deregister_targets
    FakeTargetGroup.deregister_terminated_instances = deregister_terminated_instances
    FakeTargetGroup.health_for = target_health


def _draining(group) -> dict:
    """When each target was deregistered; kept with the target group."""
    return group.__dict__.setdefault("kept_draining", {})


def _is_draining(group, identity: str) -> bool:
    since = _draining(group).get(identity)
    delay = int(group.attributes["deregistration_delay.timeout_seconds"])
    return since is not None and time.time() - since < delay


def _status(group, target, *state) -> FakeHealthStatus:
    return FakeHealthStatus(
        target["Id"], target.get("Port", group.port), group.health_check_port, *state
    )


def _read_reports(path: str):
    try:
        with open(path, encoding="utf-8") as file:
            return json.load(file)
    except FileNotFoundError:
        return None


def _judge(group, identity: str, reports) -> tuple:
    if reports is None:
        return ("healthy",)
    if not elbv2_backends[group.account_id][group.region_name]._any_listener_using(group.arn):
        return "unused", "Target.NotInUse", NOT_USED
    targets = reports.get(group.arn, {"instances": []})["instances"]
    seen = next((each for each in targets if each["instanceId"] == identity), None)
    if seen is None:
        return "initial", "Elb.RegistrationInProgress", "Target registration is in progress"
    if seen["state"] == "InService":
        return ("healthy",)
    check = seen["lastCheck"]
    if check in ("", "INI") or check.startswith(("L4OK", "L6OK", "L7OK")):
        return "initial", "Elb.InitialHealthChecking", "Initial health checks in progress"
    if check.startswith("L7STS"):
        code = check.partition("/")[2]
        return "unhealthy", "Target.ResponseCodeMismatch", f"Health checks failed with these codes: [{code}]"
    if check.endswith("TOUT"):
        return "unhealthy", "Target.Timeout", "Request timed out"
    return "unhealthy", "Target.FailedHealthChecks", "Health checks failed"
