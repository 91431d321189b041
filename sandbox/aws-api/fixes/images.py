"""Images as AWS shows them: one that is deprecated is hidden from a search, unless it is asked for."""

from datetime import datetime, timedelta, timezone

from moto.core.responses import ActionResult
from moto.ec2.responses.amis import AmisResponse

# EC2's guide: a public image is deprecated two years after its creation at the latest.
LIFE = timedelta(days=2 * 365)


def _created(image) -> datetime:
    value = image.creation_date
    if isinstance(value, str):
        value = datetime.fromisoformat(value.replace("Z", "+00:00"))
    return value if value.tzinfo else value.replace(tzinfo=timezone.utc)


def _is_hidden(image, account_id: str) -> bool:
    is_foreign = image.is_public and image.owner_id != account_id
    return is_foreign and _created(image) + LIFE < datetime.now(timezone.utc)


def install() -> None:
    describe = AmisResponse.describe_images

    def describe_images(self) -> ActionResult:
        answer = describe(self)
        # An image is found by its id for as long as it is there.
        if self._get_bool_param("IncludeDeprecated") or self._get_param("ImageIds", []):
            return answer
        account_id = self.ec2_backend.account_id
        images = [image for image in answer.result["Images"] if not _is_hidden(image, account_id)]
        return ActionResult({"Images": images})

    AmisResponse.describe_images = describe_images
