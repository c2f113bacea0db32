"""Which articles are about one event, and when each was published where its page does not say."""
