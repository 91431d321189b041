"""Where moto is more lenient than AWS, or forgets, in a way that would hide a mistake from the stacks.

Each fix wraps a method of moto's models; none changes how its state is kept.
"""

from . import certificates, ec2, elb, security_groups


def install() -> None:
    ec2.install()
    elb.install()
    certificates.install()
    security_groups.install()
