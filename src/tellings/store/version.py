"""The schema's version: the last file of `migrations/versions`. A new migration raises it."""

VERSION = "0001"
