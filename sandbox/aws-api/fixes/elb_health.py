"""Health and draining of classic load balancers, as their data planes report them.

Followed: AWS's API reference (DescribeInstanceHealth, InstanceState) and the guide's page on connection
draining. An instance that is deregistered is called InService, "deregistration currently in progress", until
its requests in flight are done or the draining timeout is over; then OutOfService, "not currently
registered". Instances asked for by id are told of even when they are not registered; terminated ones are not.
"""

import json
import time

from moto.core.responses import ActionResult
from moto.ec2.exceptions import InvalidInstanceIdError
from moto.ec2.models import ec2_backends
from moto.elb.exceptions import ELBClientError
from moto.elb.models import ELBBackend
from moto.elb.responses import ELBResponse

IN_PROGRESS = "Instance deregistration currently in progress."
NOT_REGISTERED = "Instance is not currently registered with the LoadBalancer."
REGISTERING = "Instance registration is still in progress."
FAILED = "Instance has failed at least the UnhealthyThreshold number of health checks consecutively."
NOT_PASSED = (
    "Instance has not passed the configured HealthyThreshold number of health checks consecutively."
)


def install(reports_path: str) -> None:
    deregister = ELBBackend.deregister_instances
    register = ELBBackend.register_instances

    def deregister_instances(self, load_balancer_name, instance_ids, *args, **kwargs):
        balancer = self.get_load_balancer(load_balancer_name)
        leaving = [each for each in instance_ids if each in balancer.instance_ids]
        result = deregister(self, load_balancer_name, instance_ids, *args, **kwargs)
        if _draining_timeout(balancer) > 0:
            _draining(balancer).update({each: time.time() for each in leaving})
        return result

    def register_instances(self, load_balancer_name, instance_ids, *args, **kwargs):
        result = register(self, load_balancer_name, instance_ids, *args, **kwargs)
        for each in instance_ids:
            _draining(result).pop(each, None)
        return result

    def describe_instance_health(self):
        balancer = self.elb_backend.get_load_balancer(self._get_param("LoadBalancerName"))
        asked = [each["InstanceId"] for each in self._get_param("Instances", [])]
        report = _read_report(reports_path, balancer.name)
        ec2 = ec2_backends[self.elb_backend.account_id][self.elb_backend.region_name]
        states = [_state(balancer, ec2, each, report) for each in asked or balancer.instance_ids]
        return ActionResult({"InstanceStates": [each for each in states if each]})

    ELBBackend.deregister_instances = deregister_instances
    ELBBackend.register_instances = register_instances
    ELBResponse.describe_instance_health = describe_instance_health


def _draining(balancer) -> dict:
    """When each instance was deregistered, while it drains; kept with the load balancer."""
    return balancer.__dict__.setdefault("kept_draining", {})


def _draining_timeout(balancer) -> int:
    """In seconds; 0 where draining is off. moto keeps what it was given, in the spelling of the request."""
    kept = {key.lower(): value for key, value in balancer.attributes["connection_draining"].items()}
    enabled = str(kept.get("enabled")).lower() == "true"
    return int(kept.get("timeout", 300)) if enabled else 0


def _read_report(path: str, name: str):
    """What the data plane says of a load balancer; None where no data plane was ever there."""
    try:
        with open(path, encoding="utf-8") as file:
            return json.load(file).get(name, {"instances": [], "inFlight": {}})
    except FileNotFoundError:
        return None


def _state(balancer, ec2, instance_id: str, report):
    try:
        instance = ec2.get_instance(instance_id)
    except InvalidInstanceIdError:
        raise ELBClientError("InvalidInstance", f"Could not find EC2 instance {instance_id}.") from None
    if instance.state == "terminated":
        return None
    state, reason, description = _judge(balancer, instance, report)
    return {
        "InstanceId": instance_id,
        "State": state,
        "ReasonCode": reason,
        "Description": description,
    }


def _judge(balancer, instance, report) -> tuple:
    if instance.id not in balancer.instance_ids:
        if _is_draining(balancer, instance, report):
            return "InService", "N/A", IN_PROGRESS
        return "OutOfService", "Instance", NOT_REGISTERED
    if instance.state in ("stopped", "pending"):
        return "OutOfService", "Instance", f"Instance is in {instance.state} state."
    if report is None:
        return "InService", "N/A", "N/A"
    seen = next((each for each in report["instances"] if each["instanceId"] == instance.id), None)
    if seen is None:
        return "OutOfService", "ELB", REGISTERING
    if seen["state"] == "InService":
        return "InService", "N/A", "N/A"
    passing = seen["lastCheck"] in ("", "INI") or seen["lastCheck"].startswith(("L4OK", "L6OK", "L7OK"))
    return "OutOfService", "Instance", NOT_PASSED if passing else FAILED


def _is_draining(balancer, instance, report) -> bool:
    since = _draining(balancer).get(instance.id)
    if since is None or report is None:
        return False
    if time.time() - since < _draining_timeout(balancer):
        serving = any(each["instanceId"] == instance.id for each in report["instances"])
        if serving or report["inFlight"].get(instance.private_ip, 0) > 0:
            return True
    _draining(balancer).pop(instance.id)
    return False
