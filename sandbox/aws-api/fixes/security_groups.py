"""Security group rules: moto forgets what a rule by group is described as, and changes only some rules."""

from moto.ec2.models.security_groups import SecurityGroupBackend, SecurityGroupRule

EVERY_PROTOCOL = "-1"


def _description(rule: SecurityGroupRule):
    return rule.ip_range.get("Description") or rule.source_group.get("Description")


def install() -> None:
    modify = SecurityGroupBackend.modify_security_group_rules

    def modify_security_group_rules(self, group_id, rules):
        for rule_id, wanted in rules.items():
            every = wanted.get("IpProtocol") == EVERY_PROTOCOL
            # moto asks for ports where AWS takes none.
            modify(self, group_id, {rule_id: {"FromPort": -1, "ToPort": -1, **wanted} if every else wanted})
            rule = self.get_security_group_by_name_or_id(group_id).get_rule(rule_id)
            if every:
                rule.from_port = rule.to_port = None
            if "CidrIpv6" in wanted:
                rule.ip_range["CidrIpv6"] = wanted["CidrIpv6"]
            if "PrefixListId" in wanted:
                rule.prefix_list_id = wanted["PrefixListId"]
            if "ReferencedGroupId" in wanted:
                rule.ip_range = {}
                rule.source_group = {
                    **rule.source_group,
                    "GroupId": wanted["ReferencedGroupId"],
                    "Description": wanted.get("Description"),
                }
            elif "Description" not in wanted:
                rule.ip_range.pop("Description", None)

    SecurityGroupRule.description = property(_description)
    SecurityGroupBackend.modify_security_group_rules = modify_security_group_rules
