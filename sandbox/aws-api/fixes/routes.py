"""A route to a network interface shows the instance that has the interface; moto shows the interface alone.

The agent that moves an address by its route looks there for its own instance.
"""

from moto.ec2.models.route_tables import Route


def install() -> None:
    def instance_id(self):
        instance = self.instance or (self.interface and self.interface.instance)
        return instance.id if instance else None

    Route.instance_id = property(instance_id)
