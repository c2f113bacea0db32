"""Stories that grow, divide, merge and end while articles come in one by one."""

from tellings.stories.stream.settings import StreamSettings
from tellings.stories.stream.stories import StoryStream

__all__ = ["StoryStream", "StreamSettings"]
