"""Network interfaces that outlive their instances, which moto never gives back."""

from moto.ec2.exceptions import EC2ClientError
from moto.ec2.models.elastic_network_interfaces import NetworkInterfaceBackend
from moto.ec2.models.instances import Instance

from . import addresses


def _refuse_attached(eni) -> None:
    if eni.attachment_id:
        raise EC2ClientError("InvalidNetworkInterface.InUse", f"Interface: [{eni.id}] in use.")


def _detach(eni) -> None:
    eni.instance = None
    eni.attachment_id = None
    eni.attach_time = None
    eni.status = "available"
    eni.device_index = None


def install() -> None:
    addresses.install()
    prep_nics = Instance.prep_nics
    terminate = Instance.terminate
    delete = NetworkInterfaceBackend.delete_network_interface

    def prep_nics_of_zone(self, nic_spec, *args, **kwargs):
        given = {nic["NetworkInterfaceId"] for nic in nic_spec if nic.get("NetworkInterfaceId")}
        for eni_id in given:
            _refuse_attached(self.ec2_backend.get_network_interface(eni_id))
        chosen = {int(nic["DeviceIndex"]) for nic in nic_spec if "DeleteOnTermination" in nic}
        prep_nics(self, nic_spec, *args, **kwargs)
        for index, eni in self.nics.items():
            # AWS deletes what it made for the instance, and keeps what it was given.
            if eni.id not in given and index not in chosen:
                eni.delete_on_termination = True
        if 0 in self.nics:
            self._placement.zone = self.nics[0].subnet.availability_zone

    def terminate_and_detach(self):
        for eni in self.nics.values():
            if eni.instance is self:
                _detach(eni)
        return terminate(self)

    def delete_network_interface(self, eni_id):
        _refuse_in_use(self, eni_id)
        delete(self, eni_id)

    Instance.prep_nics = prep_nics_of_zone
    Instance.terminate = terminate_and_detach
    NetworkInterfaceBackend.delete_network_interface = delete_network_interface


def _refuse_in_use(backend, eni_id: str) -> None:
    if backend.get_network_interface(eni_id).attachment_id:
        raise EC2ClientError(
            "InvalidParameterValue", f"Network interface '{eni_id}' is currently in use."
        )
