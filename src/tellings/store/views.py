"""Readable joins, for people who open the store in another program; nothing of ours reads them."""

VIEWS = {
    "current_article": """
        SELECT article.id, source.address, article.version, article.outlet, article.title, article.dated,
               article.text, article.url, article.language, article.added_at, story_article.story
        FROM article JOIN source ON source.id = article.source
        LEFT JOIN story_article ON story_article.article = article.id
        WHERE article.is_current""",
    "statement": """
        SELECT attribution.speaker, attribution.kind, attribution.content, attribution.cue, article.outlet,
               article.dated, article.title, attribution.article, attribution.content_start,
               attribution.content_end, attribution.confidence
        FROM attribution JOIN article ON article.id = attribution.article
        WHERE article.is_current AND attribution.is_statement""",
    "copied_article": """
        SELECT derivation.story, derivation.child, child.outlet AS child_outlet, child.dated AS child_dated,
               derivation.parent, COALESCE(parent.outlet, origin.name) AS parent_name,
               parent.dated AS parent_dated, derivation.kind, derivation.share_of_child
        FROM derivation JOIN article AS child ON child.id = derivation.child
        LEFT JOIN article AS parent ON parent.id = derivation.parent
        LEFT JOIN origin ON origin.story = derivation.story AND origin.id = derivation.parent""",
}
