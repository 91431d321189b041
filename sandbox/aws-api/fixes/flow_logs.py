"""Flow logs go to S3 although the sandbox has no S3: every bucket counts as there, and nothing is written to it."""

from moto.ec2.models.flow_logs import FlowLogsBackend


def install() -> None:
    create = FlowLogsBackend.create_flow_logs

    def create_flow_logs(self, *, log_destination_type=None, **given):
        if log_destination_type != "s3":
            return create(self, log_destination_type=log_destination_type, **given)
        # Of the three kinds of destinations this one is not looked up.
        made, errors = create(self, log_destination_type="kinesis-data-firehose", **given)
        for flow_log in made:
            flow_log.log_destination_type = "s3"
        return made, errors

    FlowLogsBackend.create_flow_logs = create_flow_logs
