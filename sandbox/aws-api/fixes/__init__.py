"""Where moto is more lenient than AWS, or forgets, in a way that would hide a mistake from the stacks.

Each fix wraps a method of moto's models; none changes how its state is kept.
"""

from . import (
    certificates,
    dns,
    ec2,
    elastic_addresses,
    elb,
    elb_health,
    elbv2,
    elbv2_health,
    flow_logs,
    images,
    instance_connect,
    instances,
    monitoring,
    rds,
    routes,
    security_groups,
    zones,
)


def install(elb_reports: str, running_machines: str, database_reports: str) -> None:
    ec2.install()
    elastic_addresses.install()
    instances.install(running_machines)
    elb.install()
    elb_health.install(elb_reports)
    elbv2.install()
    elbv2_health.install(elb_reports)
    certificates.install()
    dns.install()
    security_groups.install()
    images.install()
    instance_connect.install()
    routes.install()
    zones.install()
    flow_logs.install()
    monitoring.install()
    rds.install(database_reports)
