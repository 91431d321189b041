"""Application and network load balancers: what moto forgets or refuses wrongly, and mistakes that AWS refuses."""

from moto.elbv2.exceptions import DuplicateListenerError, DuplicateLoadBalancerName, ELBClientError
from moto.elbv2.exceptions import TooManyTagsError
from moto.elbv2.models import ELBv2Backend, FakeAction

# The hosted zones of their names in us-east-1.
ZONES = {"application": "Z35SXDOTRQ7X7K", "network": "Z26RNL4JYFTOTI"}
TAG_LIMIT = 50


def install() -> None:
    _fix_balancers()
    _fix_listeners()
    _fix_tags()


def _fix_balancers() -> None:
    create = ELBv2Backend.create_load_balancer
    delete = ELBv2Backend.delete_load_balancer

    def create_load_balancer(self, name, *args, **kwargs):
        if any(each.name == name for each in self.load_balancers.values()):
            raise DuplicateLoadBalancerName()
        balancer = create(self, name, *args, **kwargs)
        balancer.canonical_hosted_zone_id = ZONES.get(balancer.type, ZONES["application"])
        return balancer

    def delete_load_balancer(self, arn):
        balancer = self.load_balancers.get(arn)
        if balancer and balancer.attrs.get("deletion_protection.enabled") == "true":
            raise ELBClientError(
                "OperationNotPermitted",
                f"Load balancer '{arn}' cannot be deleted because deletion protection is enabled",
            )
        for group in self.target_groups.values():
            group.load_balancer_arns = [each for each in group.load_balancer_arns if each != arn]
        delete(self, arn)

    ELBv2Backend.create_load_balancer = create_load_balancer
    ELBv2Backend.delete_load_balancer = delete_load_balancer


def _check_certificates(backend, arns) -> None:
    for arn in arns:
        if arn and not backend._certificate_exists(certificate_arn=arn):
            raise ELBClientError("CertificateNotFound", f"Certificate {arn} not found")


def _fix_listeners() -> None:
    create = ELBv2Backend.create_listener
    modify = ELBv2Backend.modify_listener

    def create_listener(self, load_balancer_arn, protocol, port, ssl_policy, certificate, actions, *rest, **named):
        balancer = self.load_balancers.get(load_balancer_arn)
        if balancer and any(int(each.port) == int(port) for each in balancer.listeners.values()):
            raise DuplicateListenerError()
        _check_certificates(self, [certificate])
        return create(
            self, load_balancer_arn, protocol, port, ssl_policy, certificate, actions, *rest, **named
        )

    def modify_listener(self, arn, port=None, protocol=None, ssl_policy=None, certificates=None, actions=None):
        """moto knows no TLS here, and forgets further certificates when the first one changes."""
        listener = self.describe_listeners(load_balancer_arn=None, listener_arns=[arn])[0]
        wanted = [each["CertificateArn"] for each in certificates or []]
        _check_certificates(self, wanted)
        others = [each for each in listener.certificates if each != listener.certificate]
        if protocol != "TLS":
            modify(self, arn, port, protocol, ssl_policy, certificates, actions or [])
        else:
            listener.protocol = protocol
            listener.port = port or listener.port
            listener.ssl_policy = ssl_policy or listener.ssl_policy
            if actions:
                listener.default_actions = [FakeAction(each) for each in actions]
                listener._default_rule[0].actions = listener.default_actions
        if wanted:
            listener.certificate = wanted[0]
            listener.certificates = [wanted[0], *others]
        return listener

    ELBv2Backend.create_listener = create_listener
    ELBv2Backend.modify_listener = modify_listener


def _fix_tags() -> None:
    """AWS takes 50 tags; moto refuses the eleventh."""

    def add_tags(self, resource_arns, tags):
        for arn in resource_arns:
            self._get_resource_by_arn(arn)
            existing = self.tagging_service.get_tag_dict_for_resource(arn)
            if len({*existing, *(each["Key"] for each in tags)}) > TAG_LIMIT:
                raise TooManyTagsError()
            self.tagging_service.tag_resource(arn, tags)

    ELBv2Backend.add_tags = add_tags
