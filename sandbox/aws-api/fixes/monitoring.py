"""Detailed monitoring, which moto can't turn on or off once an instance is there."""

from moto.core.responses import ActionResult
from moto.ec2.responses import EC2Response


def install() -> None:
    def set_monitoring(self, state: str) -> ActionResult:
        ids = self._get_param("InstanceIds", [])
        instances = [self.ec2_backend.get_instance(each) for each in ids]
        for instance in instances:
            instance.monitoring_state = state
        answer = [{"InstanceId": each, "Monitoring": {"State": state}} for each in ids]
        return ActionResult({"InstanceMonitorings": answer})

    EC2Response.monitor_instances = lambda self: set_monitoring(self, "enabled")
    EC2Response.unmonitor_instances = lambda self: set_monitoring(self, "disabled")
