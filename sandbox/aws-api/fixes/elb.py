"""Classic load balancers: what moto forgets of a listener, and mistakes that AWS refuses."""

from moto.ec2.models import ec2_backends
from moto.elb.exceptions import ELBClientError, LoadBalancerNotFoundError, PolicyNotFoundError
from moto.elb.models import ELBBackend, FakeListener, LoadBalancer
from moto.elb.responses import ELBResponse
from moto.iam.models import iam_backends

# The hosted zone of all classic load balancers in us-east-1.
LoadBalancer.canonical_hosted_zone_name_id = "Z35SXDOTRQ7X7K"
FakeListener.instance_protocol = property(
    lambda self: getattr(self, "kept_instance_protocol", self.protocol)
)


def _keep_protocols(balancer, ports) -> None:
    for port in ports:
        for listener in balancer.listeners:
            if int(listener.load_balancer_port) == int(port["LoadBalancerPort"]):
                protocol = port.get("InstanceProtocol") or port["Protocol"]
                listener.kept_instance_protocol = protocol.upper()


def _check_certificates(account_id: str, ports) -> None:
    certificates = iam_backends[account_id]["aws"].certificates.values()
    known = {certificate.arn for certificate in certificates}
    for port in ports:
        arn = port.get("SSLCertificateId")
        if arn and ":iam:" in arn and arn not in known:
            raise ELBClientError(
                "CertificateNotFound", f"Server Certificate not found for the key: {arn}"
            )


def _policy_users(balancer, policy_name: str) -> list:
    return [
        item for item in [*balancer.listeners, *balancer.backends] if policy_name in item.policy_names
    ]


def install() -> None:
    _fix_balancers()
    _fix_policies()


def _fix_balancers() -> None:
    create = ELBBackend.create_load_balancer
    create_listeners = ELBBackend.create_load_balancer_listeners
    register = ELBBackend.register_instances

    def get_load_balancer(self, load_balancer_name):
        if load_balancer_name not in self.load_balancers:
            raise LoadBalancerNotFoundError(load_balancer_name)
        return self.load_balancers[load_balancer_name]

    def create_load_balancer(self, name, zones, ports, *args, **kwargs):
        _check_certificates(self.account_id, ports)
        balancer = create(self, name, zones, ports, *args, **kwargs)
        balancer.dns_name = balancer.dns_name.replace("us-east-1", self.region_name)
        _keep_protocols(balancer, ports)
        if balancer.subnets and not zones:
            ec2 = ec2_backends[self.account_id][self.region_name]
            found = {ec2.get_subnet(subnet).availability_zone for subnet in balancer.subnets}
            balancer.availability_zones = sorted(found)
        return balancer

    def create_load_balancer_listeners(self, name, ports):
        _check_certificates(self.account_id, ports)
        self.get_load_balancer(name)
        balancer = create_listeners(self, name, ports)
        _keep_protocols(balancer, ports)
        return balancer

    def delete_load_balancer_listeners(self, name, ports):
        balancer = self.get_load_balancer(name)
        gone = {int(port) for port in ports}
        balancer.listeners = [
            listener
            for listener in balancer.listeners
            if int(listener.load_balancer_port) not in gone
        ]
        return balancer

    def set_load_balancer_listener_ssl_certificate(self, name, lb_port, ssl_certificate_id):
        balancer = self.get_load_balancer(name)
        _check_certificates(self.account_id, [{"SSLCertificateId": ssl_certificate_id}])
        for listener in balancer.listeners:
            if int(listener.load_balancer_port) == int(lb_port):
                listener.ssl_certificate_id = ssl_certificate_id
                return balancer
        raise ELBClientError(
            "ListenerNotFound", f"Load balancer {name} has no listener on port {lb_port}"
        )

    def register_instances(self, load_balancer_name, instance_ids, *args, **kwargs):
        balancer = self.get_load_balancer(load_balancer_name)
        for instance_id in instance_ids:
            instance = ec2_backends[self.account_id][self.region_name].get_instance(instance_id)
            if instance.state == "terminated":
                raise ELBClientError("InvalidInstance", f"EC2 instance {instance_id} is not in the same VPC as ELB.")
        fresh = [each for each in instance_ids if each not in balancer.instance_ids]
        return register(self, load_balancer_name, fresh, *args, **kwargs)

    ELBBackend.get_load_balancer = get_load_balancer
    ELBBackend.create_load_balancer = create_load_balancer
    ELBBackend.create_load_balancer_listeners = create_load_balancer_listeners
    ELBBackend.delete_load_balancer_listeners = delete_load_balancer_listeners
    ELBBackend.register_instances = register_instances
    ELBBackend.set_load_balancer_listener_ssl_certificate = set_load_balancer_listener_ssl_certificate


def _fix_policies() -> None:
    create = ELBBackend.create_load_balancer_policy
    delete = ELBBackend.delete_load_balancer_policy
    set_policies = ELBResponse.set_load_balancer_policies_of_listener

    def create_load_balancer_policy(self, load_balancer_name, policy_name, *args, **kwargs):
        balancer = self.get_load_balancer(load_balancer_name)
        if any(policy.policy_name == policy_name for policy in balancer.policies):
            raise ELBClientError(
                "DuplicatePolicyName", f"Policy name {policy_name} already exists for this load balancer"
            )
        return create(self, load_balancer_name, policy_name, *args, **kwargs)

    def delete_load_balancer_policy(self, lb_name, policy_name):
        if _policy_users(self.get_load_balancer(lb_name), policy_name):
            raise ELBClientError(
                "InvalidConfigurationRequest",
                f"Policy {policy_name} is in use by a listener of load balancer {lb_name}",
            )
        delete(self, lb_name, policy_name)

    def set_load_balancer_policies_of_listener(self):
        balancer = self.elb_backend.get_load_balancer(self._get_param("LoadBalancerName"))
        port = int(self._get_param("LoadBalancerPort"))
        if port not in {int(listener.load_balancer_port) for listener in balancer.listeners}:
            raise ELBClientError(
                "ListenerNotFound", f"Load balancer {balancer.name} has no listener on port {port}"
            )
        known = {policy.policy_name for policy in balancer.policies}
        if not known.issuperset(self._get_param("PolicyNames", [])):
            raise PolicyNotFoundError()
        return set_policies(self)

    ELBBackend.create_load_balancer_policy = create_load_balancer_policy
    ELBBackend.delete_load_balancer_policy = delete_load_balancer_policy
    ELBResponse.set_load_balancer_policies_of_listener = set_load_balancer_policies_of_listener
