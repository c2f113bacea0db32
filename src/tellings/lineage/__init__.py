"""Who copied whom: shared passages, derivations with their edits, and origins, seen and unseen."""
