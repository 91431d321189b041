"""EC2 Instance Connect Endpoints, of which moto knows nothing: made, described and deleted, in a subnet that exists."""

import secrets

from moto.core.responses import ActionResult
from moto.ec2.exceptions import EC2ClientError
from moto.ec2.responses import EC2Response
from moto.ec2.utils import add_tag_specification


def _endpoints(backend) -> dict:
    return backend.__dict__.setdefault("instance_connect_endpoints", {})


def _find(backend, endpoint_id: str) -> dict:
    found = _endpoints(backend).get(endpoint_id)
    if found is None:
        code = "InvalidInstanceConnectEndpointId.NotFound"
        raise EC2ClientError(code, f"The instance connect endpoint ID '{endpoint_id}' does not exist")
    return found


def install() -> None:
    def create_instance_connect_endpoint(self) -> ActionResult:
        backend = self.ec2_backend
        subnet = backend.get_subnet(self._get_param("SubnetId"))
        if any(each["VpcId"] == subnet.vpc_id for each in _endpoints(backend).values()):
            raise EC2ClientError("InstanceConnectEndpointLimitExceeded", f"{subnet.vpc_id} has an endpoint already")
        endpoint_id = f"eice-{secrets.token_hex(8) + '0'}"
        tags = add_tag_specification(self._get_param("TagSpecifications", []))
        made = {
            "OwnerId": backend.account_id,
            "InstanceConnectEndpointId": endpoint_id,
            "InstanceConnectEndpointArn": (
                f"arn:aws:ec2:{backend.region_name}:{backend.account_id}:instance-connect-endpoint/{endpoint_id}"
            ),
            "State": "create-complete",
            "DnsName": f"{endpoint_id}.ec2-instance-connect-endpoint.{backend.region_name}.amazonaws.com",
            "NetworkInterfaceIds": [],
            "VpcId": subnet.vpc_id,
            "AvailabilityZone": subnet.availability_zone,
            "SubnetId": subnet.id,
            "PreserveClientIp": self._get_param("PreserveClientIp", "false") in (True, "true"),
            "SecurityGroupIds": self._get_param("SecurityGroupIds", []),
            "Tags": [{"Key": key, "Value": value} for key, value in tags.items()],
        }
        _endpoints(backend)[endpoint_id] = made
        return ActionResult({"InstanceConnectEndpoint": made})

    def describe_instance_connect_endpoints(self) -> ActionResult:
        wanted = self._get_param("InstanceConnectEndpointIds", [])
        found = [_find(self.ec2_backend, each) for each in wanted]
        return ActionResult({"InstanceConnectEndpoints": found or list(_endpoints(self.ec2_backend).values())})

    def delete_instance_connect_endpoint(self) -> ActionResult:
        found = _find(self.ec2_backend, self._get_param("InstanceConnectEndpointId"))
        del _endpoints(self.ec2_backend)[found["InstanceConnectEndpointId"]]
        return ActionResult({"InstanceConnectEndpoint": {**found, "State": "delete-in-progress"}})

    EC2Response.create_instance_connect_endpoint = create_instance_connect_endpoint
    EC2Response.describe_instance_connect_endpoints = describe_instance_connect_endpoints
    EC2Response.delete_instance_connect_endpoint = delete_instance_connect_endpoint
