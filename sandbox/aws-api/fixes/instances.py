"""An instance that is stopped is so only when its machine is down, and whether that was forced is kept.

moto calls it stopped at once. Who waits for that to be sure that the machine does nothing any more, as a fence
agent does, would go on too early.
"""

import json

from moto.ec2.models.instances import Instance, InstanceBackend
from moto.ec2.responses.instances import InstanceResponse


def install(running_path: str) -> None:
    stop = InstanceResponse.stop_instances
    start = InstanceBackend.start_instances
    describe = InstanceResponse.describe_instances

    def stop_instances(self):
        # Read before: the answer is made of what the instances are then.
        ids = self._get_param("InstanceIds", [])
        forced = str(self._get_param("Force")).lower() == "true"
        result = stop(self)
        for each in ids:
            self.ec2_backend.get_instance(each).__dict__["kept_forced"] = forced
        return result

    def start_instances(self, instance_ids, *args, **kwargs):
        for each in instance_ids:
            self.get_instance(each).__dict__.pop("kept_forced", None)
        return start(self, instance_ids, *args, **kwargs)

    def describe_instances(self):
        running = _read_running(running_path)
        for reservation in self.ec2_backend.all_reservations():
            for instance in reservation.instances:
                _show(instance, running)
        return describe(self)

    InstanceResponse.stop_instances = stop_instances
    InstanceBackend.start_instances = start_instances
    InstanceResponse.describe_instances = describe_instances


def forced_stops(backends) -> list:
    return [
        instance.id
        for account in backends.values()
        for backend in account.values()
        for reservation in backend.all_reservations()
        for instance in reservation.instances
        if instance.__dict__.get("kept_forced")
    ]


def _read_running(path: str) -> set:
    """Machines that run; none where no machine was ever there."""
    try:
        with open(path, encoding="utf-8") as file:
            return set(json.load(file))
    except FileNotFoundError:
        return set()


def _show(instance: Instance, running: set) -> None:
    state = instance._state
    if state.name == "stopped" and instance.id in running:
        state.name, state.code = "stopping", 64
    elif state.name == "stopping" and instance.id not in running:
        state.name, state.code = "stopped", 80
