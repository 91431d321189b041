"""Elastic IPs as AWS gives and moves them.

moto draws loopback addresses, refuses to move one from where it is, and goes on showing it there. Followed: the EC2
API's reference (AssociateAddress): reassociation is automatic unless it is forbidden.
"""

import secrets

from moto.ec2.models.elastic_ip_addresses import ElasticAddressBackend
from moto.ec2.responses.elastic_ip_addresses import ElasticIPAddresses

# For documentation (RFC 5737): a route to it takes nobody's address away.
RANGE = [f"203.0.113.{host}" for host in range(1, 255)]


def install() -> None:
    allocate = ElasticAddressBackend.allocate_address
    associate = ElasticAddressBackend.associate_address
    answer = ElasticIPAddresses.associate_address

    def allocate_address(self, domain, address=None, tags=None):
        taken = {each.public_ip for each in self.addresses}
        free = [each for each in RANGE if each not in taken]
        return allocate(self, domain, address or secrets.choice(free), tags)

    def answer_associate_address(self):
        if self._get_param("AllowReassociation") is None:
            self.params["AllowReassociation"] = True
        return answer(self)

    def associate_address(self, *args, **kwargs):
        address = associate(self, *args, **kwargs)
        for eni in self.enis.values():
            if eni is not address.eni and eni.public_ip == address.public_ip:
                eni.public_ip = None
        return address

    ElasticAddressBackend.allocate_address = allocate_address
    ElasticAddressBackend.associate_address = associate_address
    ElasticIPAddresses.associate_address = answer_associate_address
