"""Tellings compares the reports of one event: who copied whom, who said what, what is confirmed, what is disputed."""

__version__ = "0.1.0"
