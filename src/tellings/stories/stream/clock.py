"""What day it is, told by the articles."""

from collections import deque
from collections.abc import Iterable
from statistics import median_low

HEARD = 15
"""The day is the median of so many latest ones: eight wrong dates among fifteen articles move it, seven do not. Where
articles are few and far between it lags behind them, by half as many articles."""


class Clock:
    """The day by the articles that came lately: one that says it is of 2099 does not make it 2099."""

    def __init__(self, heard: Iterable[float] = ()) -> None:
        self._heard: deque[float] = deque(heard, maxlen=HEARD)

    def hear(self, day: float) -> float:
        """The number of the day now, after one more article; not a number while none has said any."""
        if day == day:  # not NaN
            self._heard.append(day)
        return self.now

    @property
    def now(self) -> float:
        """The number of the day; not a number while unknown."""
        return median_low(self._heard) if self._heard else float("nan")

    @property
    def heard(self) -> list[float]:
        """The latest days, to go on from."""
        return list(self._heard)
