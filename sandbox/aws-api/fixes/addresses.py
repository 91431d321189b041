"""Private addresses: moto draws them at random, also such as are taken or reserved."""

import ipaddress

from moto.ec2.exceptions import EC2ClientError
from moto.ec2.models import nat_gateways
from moto.ec2.models.elastic_network_interfaces import NetworkInterfaceBackend
from moto.ec2.models.nat_gateways import NatGateway, NatGatewayBackend
from moto.ec2.models.subnets import Subnet
from moto.ec2.responses.elastic_network_interfaces import ElasticNetworkInterfaces


def _taken(backend, subnet) -> set:
    return {
        item["PrivateIpAddress"]
        for eni in backend.enis.values()
        if eni.subnet.id == subnet.id
        for item in eni.private_ip_addresses
    }


def _reserved(subnet) -> set:
    """AWS draws none of these; who names one gets it."""
    return {str(each) for kept in subnet._cidr_reservations for each in kept.cidr}


def _lowest_free(backend, subnet, also_taken=()) -> str:
    taken = _taken(backend, subnet) | _reserved(subnet) | set(also_taken)
    # AWS keeps the first four addresses and the last one.
    for address in list(subnet.cidr)[4:-1]:
        if str(address) not in taken:
            return str(address)
    raise EC2ClientError(
        "InsufficientFreeAddressesInSubnet",
        f"There are not enough free addresses in subnet '{subnet.id}' to satisfy the request.",
    )


def _check(backend, subnet, address: str) -> None:
    hosts = list(subnet.cidr)[4:-1]
    if ipaddress.ip_address(address) not in hosts:
        raise EC2ClientError(
            "InvalidParameterValue",
            f"Address {address} does not fall within the subnet's address range",
        )
    if address in _taken(backend, subnet):
        raise EC2ClientError("InvalidIPAddress.InUse", f"Address {address} is in use.")


def _text(item) -> str:
    return item if isinstance(item, str) else item["PrivateIpAddress"]


def install() -> None:
    _fix_interfaces()
    _fix_nat_gateways()


def _fix_interfaces() -> None:
    create = NetworkInterfaceBackend.create_network_interface
    assign = NetworkInterfaceBackend.assign_private_ip_addresses

    def create_network_interface(
        self, subnet, private_ip_address, private_ip_addresses=None, *args, **kwargs
    ):
        subnet = self.get_subnet(subnet) if isinstance(subnet, str) else subnet
        first = private_ip_address[0] if isinstance(private_ip_address, list) else private_ip_address
        listed = [_text(item) for item in private_ip_addresses or []]
        for address in dict.fromkeys([*([first] if first else []), *listed]):
            _check(self, subnet, address)
        if not first and not listed:
            private_ip_address = _lowest_free(self, subnet)
        wanted = int(kwargs.pop("secondary_ips_count", None) or 0)
        eni = create(self, subnet, private_ip_address, private_ip_addresses, *args, **kwargs)
        for _ in range(wanted):
            assign(self, eni.id, [_lowest_free(self, subnet)])
        return eni

    def assign_private_ip_addresses(
        self, eni_id, private_ip_addresses=None, secondary_ips_count=None
    ):
        eni = self.get_network_interface(eni_id)
        own = [item["PrivateIpAddress"] for item in eni.private_ip_addresses]
        for address in private_ip_addresses or []:
            if address not in own:
                _check(self, eni.subnet, address)
                assign(self, eni_id, [address])
        for _ in range(secondary_ips_count or 0):
            assign(self, eni_id, [_lowest_free(self, eni.subnet)])
        return eni

    _fix_reassignment()
    NetworkInterfaceBackend.create_network_interface = create_network_interface
    NetworkInterfaceBackend.assign_private_ip_addresses = assign_private_ip_addresses
    Subnet.get_available_subnet_ip = lambda self, instance: _lowest_free(self.ec2_backend, self)
    Subnet.request_ip = lambda self, ip, instance: _check(self.ec2_backend, self, ip)


def _fix_reassignment() -> None:
    """moto does not know of AllowReassignment: a secondary address then moves here from where it is."""
    answer = ElasticNetworkInterfaces.assign_private_ip_addresses

    def assign_private_ip_addresses(self):
        if str(self._get_param("AllowReassignment")).lower() == "true":
            wanted = self._get_param("PrivateIpAddresses", [])
            new_owner = self._get_param("NetworkInterfaceId")
            for eni in self.ec2_backend.enis.values():
                if eni.id != new_owner:
                    _take_secondary(eni, wanted)
        return answer(self)

    ElasticNetworkInterfaces.assign_private_ip_addresses = assign_private_ip_addresses


def _take_secondary(eni, addresses) -> None:
    eni.private_ip_addresses[:] = [
        item
        for item in eni.private_ip_addresses
        if item["PrivateIpAddress"] not in addresses
        or item["PrivateIpAddress"] == eni.private_ip_address
    ]


def _fix_nat_gateways() -> None:
    make = NatGateway.__init__
    delete = NatGatewayBackend.delete_nat_gateway
    # No address: the network interface then gets one of its subnet.
    nat_gateways.random_private_ip = lambda: None

    def make_with_address(self, *args, **kwargs):
        make(self, *args, **kwargs)
        self.private_ip = self._eni.private_ip_address

    def delete_with_interface(self, nat_gateway_id):
        gateway = delete(self, nat_gateway_id)
        for address in self.addresses:
            if address.eni is gateway._eni:
                self.disassociate_address(association_id=address.association_id)
        self.enis.pop(gateway._eni.id, None)
        return gateway

    NatGateway.__init__ = make_with_address
    NatGatewayBackend.delete_nat_gateway = delete_with_interface
