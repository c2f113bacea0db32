-- Schema 0001, written by tellings.store.making from tables.py: change it there.

CREATE TABLE decision (
    number INTEGER NOT NULL, -- in the order they were taken
    at TEXT NOT NULL,
    kind TEXT NOT NULL, -- merge or split
    story TEXT NOT NULL, -- the story kept, or split off from
    other TEXT NOT NULL, -- the story merged away, or made by the split
    note TEXT NOT NULL,
    PRIMARY KEY (number)
);

CREATE TABLE feed (
    address TEXT NOT NULL,
    outlet TEXT,
    added_at TEXT NOT NULL,
    etag TEXT,
    last_modified TEXT,
    last_polled TEXT,
    next_poll TEXT,
    failures INTEGER DEFAULT 0 NOT NULL, -- in a row
    last_error TEXT,
    is_paused BOOLEAN DEFAULT 0 NOT NULL,
    PRIMARY KEY (address)
);

CREATE INDEX feed_next_poll ON feed (next_poll);

CREATE TABLE grouping_state (
    name TEXT NOT NULL,
    version TEXT NOT NULL, -- version of the grouping that wrote it
    saved_at TEXT NOT NULL,
    packed BLOB NOT NULL,
    PRIMARY KEY (name)
);

CREATE TABLE log (
    number INTEGER NOT NULL, -- in the order of writing
    at TEXT NOT NULL,
    level TEXT NOT NULL, -- info, warning or error
    what TEXT NOT NULL, -- the action: add, poll, annotate, …
    source TEXT NOT NULL,
    message TEXT NOT NULL,
    PRIMARY KEY (number)
);

CREATE INDEX log_level ON log (level, number);

CREATE TABLE run (
    id TEXT NOT NULL, -- digest of the command and its inputs
    what TEXT NOT NULL,
    started_at TEXT NOT NULL,
    ended_at TEXT,
    PRIMARY KEY (id)
);

CREATE TABLE source (
    id INTEGER NOT NULL,
    address TEXT NOT NULL, -- path, address or record id, as it was added
    outlet TEXT,
    document_digest TEXT NOT NULL, -- digest of the last document, before cleaning
    first_added TEXT NOT NULL,
    last_added TEXT NOT NULL, -- when its document last was new or changed
    set_aside_stage TEXT, -- where its last document was set aside; null for one that could be used
    set_aside_reason TEXT,
    PRIMARY KEY (id),
    UNIQUE (address)
);

CREATE TABLE story (
    id TEXT NOT NULL,
    title TEXT NOT NULL,
    first_published TEXT,
    last_published TEXT,
    state TEXT DEFAULT 'open' NOT NULL, -- open or ended
    articles INTEGER DEFAULT 0 NOT NULL,
    outlets INTEGER DEFAULT 0 NOT NULL,
    origins INTEGER DEFAULT 0 NOT NULL, -- independent texts; 0 until compared
    made_at TEXT NOT NULL,
    changed_at TEXT NOT NULL,
    PRIMARY KEY (id)
);

CREATE INDEX story_published ON story (last_published);

CREATE TABLE article (
    number INTEGER NOT NULL, -- row of the full-text index
    id TEXT NOT NULL, -- digest of text and source or the caller's id; ~2, ~3 where that was taken
    source INTEGER NOT NULL,
    version INTEGER DEFAULT 1 NOT NULL, -- 1 for the source's first text
    is_current BOOLEAN DEFAULT 1 NOT NULL, -- the source's last version
    outlet TEXT,
    published TEXT, -- ISO 8601, cut at its precision
    dated TEXT DEFAULT '' NOT NULL, -- published, else as inferred when its story was compared, else empty; to filter and sort by
    precision TEXT, -- minute, day, month or year
    basis TEXT, -- where the date was read
    dateline TEXT,
    language TEXT NOT NULL,
    url TEXT,
    added_at TEXT NOT NULL,
    document_digest TEXT NOT NULL, -- digest of the document it was cleaned from
    digest TEXT NOT NULL, -- digest of all an article holds: the input of annotation
    words INTEGER DEFAULT 0 NOT NULL, -- white-space separated
    title TEXT NOT NULL,
    text TEXT NOT NULL,
    packed BLOB NOT NULL, -- blocks and bases, compressed
    PRIMARY KEY (number),
    UNIQUE (id),
    UNIQUE (source, version),
    FOREIGN KEY(source) REFERENCES source (id)
);

CREATE INDEX article_dated ON article (dated);

CREATE INDEX article_outlet ON article (outlet);

CREATE TABLE claim (
    number INTEGER NOT NULL, -- row of the full-text index
    story TEXT NOT NULL,
    id TEXT NOT NULL,
    text TEXT NOT NULL,
    status TEXT NOT NULL, -- corroborated, one-voice, echoed, single or disputed
    outlets INTEGER DEFAULT 0 NOT NULL,
    origins INTEGER DEFAULT 0 NOT NULL,
    voices TEXT NOT NULL, -- display names, one a line
    PRIMARY KEY (number),
    UNIQUE (story, id),
    FOREIGN KEY(story) REFERENCES story (id) ON DELETE CASCADE ON UPDATE CASCADE
);

CREATE TABLE comparison (
    story TEXT NOT NULL,
    stage TEXT NOT NULL, -- 'story' for the whole, else the part that is kept for the next refresh
    input_digest TEXT NOT NULL, -- digest of what the stage was given
    settings_digest TEXT NOT NULL, -- digest of the settings it ran with
    stage_version TEXT NOT NULL, -- version of the stage's code
    made_at TEXT NOT NULL,
    packed BLOB NOT NULL, -- the whole record, compressed
    PRIMARY KEY (story, stage),
    FOREIGN KEY(story) REFERENCES story (id) ON DELETE CASCADE ON UPDATE CASCADE
);

CREATE TABLE derivation (
    story TEXT NOT NULL,
    child TEXT NOT NULL, -- the article that derives
    parent TEXT NOT NULL, -- an article or an origin
    kind TEXT NOT NULL,
    share_of_child FLOAT NOT NULL,
    share_of_parent FLOAT NOT NULL,
    decided BOOLEAN DEFAULT 0 NOT NULL, -- whether the evidence decides the direction
    PRIMARY KEY (story, child, parent),
    FOREIGN KEY(story) REFERENCES story (id) ON DELETE CASCADE ON UPDATE CASCADE
);

CREATE INDEX derivation_child ON derivation (child);

CREATE TABLE feed_seen (
    feed TEXT NOT NULL,
    item TEXT NOT NULL, -- the item's id or address in the feed
    digest TEXT NOT NULL, -- of what the feed said about it
    seen_at TEXT NOT NULL,
    PRIMARY KEY (feed, item),
    FOREIGN KEY(feed) REFERENCES feed (address) ON DELETE CASCADE ON UPDATE CASCADE
);

CREATE TABLE origin (
    story TEXT NOT NULL,
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    agency TEXT,
    seen BOOLEAN NOT NULL, -- false: known only from its copies
    articles INTEGER DEFAULT 0 NOT NULL,
    PRIMARY KEY (story, id),
    FOREIGN KEY(story) REFERENCES story (id) ON DELETE CASCADE ON UPDATE CASCADE
);

CREATE TABLE origin_article (
    story TEXT NOT NULL,
    origin TEXT NOT NULL,
    article TEXT NOT NULL,
    place INTEGER DEFAULT 0 NOT NULL, -- 0 for the closest copy
    PRIMARY KEY (story, origin, article),
    FOREIGN KEY(story) REFERENCES story (id) ON DELETE CASCADE ON UPDATE CASCADE
);

CREATE INDEX origin_article_article ON origin_article (article);

CREATE TABLE run_input (
    run TEXT NOT NULL,
    input TEXT NOT NULL,
    position INTEGER DEFAULT 0 NOT NULL, -- how far it was read: records, or bytes
    is_done BOOLEAN DEFAULT 0 NOT NULL,
    PRIMARY KEY (run, input),
    FOREIGN KEY(run) REFERENCES run (id) ON DELETE CASCADE ON UPDATE CASCADE
);

CREATE TABLE story_link (
    later TEXT NOT NULL,
    earlier TEXT NOT NULL,
    likeness FLOAT NOT NULL,
    reason TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (later, earlier),
    FOREIGN KEY(later) REFERENCES story (id) ON DELETE CASCADE ON UPDATE CASCADE,
    FOREIGN KEY(earlier) REFERENCES story (id) ON DELETE CASCADE ON UPDATE CASCADE
);

CREATE INDEX story_link_earlier ON story_link (earlier);

CREATE TABLE story_redirect (
    old TEXT NOT NULL, -- id of a story that was merged away
    new TEXT NOT NULL,
    at TEXT NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (old),
    FOREIGN KEY(new) REFERENCES story (id) ON DELETE CASCADE ON UPDATE CASCADE
);

CREATE INDEX story_redirect_new ON story_redirect (new);

CREATE TABLE witness (
    story TEXT NOT NULL,
    claim TEXT NOT NULL,
    article TEXT NOT NULL,
    span_start INTEGER NOT NULL, -- first code point
    span_end INTEGER NOT NULL, -- one past the last
    origin TEXT NOT NULL,
    voice TEXT NOT NULL,
    FOREIGN KEY(story) REFERENCES story (id) ON DELETE CASCADE ON UPDATE CASCADE
);

CREATE INDEX witness_article ON witness (article);

CREATE INDEX witness_claim ON witness (story, claim);

CREATE TABLE agency (
    article TEXT NOT NULL,
    place INTEGER DEFAULT 0 NOT NULL, -- order in print, from 0
    name TEXT NOT NULL,
    PRIMARY KEY (article, place),
    FOREIGN KEY(article) REFERENCES article (id) ON DELETE CASCADE ON UPDATE CASCADE
);

CREATE INDEX agency_name ON agency (name);

CREATE TABLE annotation (
    article TEXT NOT NULL,
    stage TEXT NOT NULL,
    input_digest TEXT NOT NULL, -- digest of what the stage was given
    settings_digest TEXT NOT NULL, -- digest of the settings it ran with
    stage_version TEXT NOT NULL, -- version of the stage's code
    made_at TEXT NOT NULL,
    packed BLOB NOT NULL, -- the layers with the parse, compressed
    PRIMARY KEY (article, stage),
    FOREIGN KEY(article) REFERENCES article (id) ON DELETE CASCADE ON UPDATE CASCADE
);

CREATE INDEX annotation_version ON annotation (stage, stage_version, settings_digest);

CREATE TABLE attribution (
    number INTEGER NOT NULL, -- row of the full-text index
    id TEXT NOT NULL,
    article TEXT NOT NULL,
    kind TEXT NOT NULL, -- direct, indirect or mixed
    speaker TEXT, -- who speaks, by the fullest name inside the article
    speaker_key TEXT NOT NULL, -- its words folded and last first, for searching
    speaker_kind TEXT NOT NULL, -- named, unnamed, group or unknown
    source_start INTEGER,
    source_end INTEGER,
    cue_start INTEGER,
    cue_end INTEGER,
    content_start INTEGER NOT NULL, -- first code point of the first piece
    content_end INTEGER NOT NULL, -- one past the last of the last piece
    source TEXT, -- the source's words
    cue TEXT, -- the cue's words
    content TEXT NOT NULL, -- the content's words
    confidence FLOAT NOT NULL,
    is_statement BOOLEAN NOT NULL, -- told as a statement, not a stand taken
    PRIMARY KEY (number),
    FOREIGN KEY(article) REFERENCES article (id) ON DELETE CASCADE ON UPDATE CASCADE
);

CREATE INDEX attribution_article ON attribution (article);

CREATE INDEX attribution_speaker ON attribution (speaker_key);

CREATE TABLE byline (
    article TEXT NOT NULL,
    place INTEGER DEFAULT 0 NOT NULL, -- order in print, from 0
    name TEXT NOT NULL,
    PRIMARY KEY (article, place),
    FOREIGN KEY(article) REFERENCES article (id) ON DELETE CASCADE ON UPDATE CASCADE
);

CREATE INDEX byline_name ON byline (name);

CREATE TABLE decision_article (
    decision INTEGER NOT NULL,
    story TEXT NOT NULL, -- which of the two it was in
    article TEXT NOT NULL,
    PRIMARY KEY (decision, article),
    FOREIGN KEY(decision) REFERENCES decision (number) ON DELETE CASCADE,
    FOREIGN KEY(article) REFERENCES article (id) ON DELETE CASCADE ON UPDATE CASCADE
);

CREATE TABLE mention (
    article TEXT NOT NULL,
    span_start INTEGER NOT NULL, -- first code point
    span_end INTEGER NOT NULL, -- one past the last
    type TEXT NOT NULL, -- person, organisation or place
    form TEXT NOT NULL, -- name, description, pronoun or metonym
    name TEXT NOT NULL, -- fullest name inside the article
    name_key TEXT NOT NULL, -- its words folded and last first, for searching
    FOREIGN KEY(article) REFERENCES article (id) ON DELETE CASCADE ON UPDATE CASCADE
);

CREATE INDEX mention_article ON mention (article);

CREATE INDEX mention_name ON mention (name_key, article);

CREATE TABLE story_article (
    article TEXT NOT NULL,
    story TEXT NOT NULL,
    likeness FLOAT, -- 0 to 1; null where a person decided
    reason TEXT NOT NULL,
    added_at TEXT NOT NULL,
    PRIMARY KEY (article),
    FOREIGN KEY(article) REFERENCES article (id) ON DELETE CASCADE ON UPDATE CASCADE,
    FOREIGN KEY(story) REFERENCES story (id) ON DELETE CASCADE ON UPDATE CASCADE
);

CREATE INDEX story_article_story ON story_article (story);

CREATE VIEW current_article AS 
    SELECT article.id, source.address, article.version, article.outlet, article.title, article.dated,
    article.text, article.url, article.language, article.added_at, story_article.story
    FROM article JOIN source ON source.id = article.source
    LEFT JOIN story_article ON story_article.article = article.id
    WHERE article.is_current;

CREATE VIEW statement AS 
    SELECT attribution.speaker, attribution.kind, attribution.content, attribution.cue, article.outlet,
    article.dated, article.title, attribution.article, attribution.content_start,
    attribution.content_end, attribution.confidence
    FROM attribution JOIN article ON article.id = attribution.article
    WHERE article.is_current AND attribution.is_statement;

CREATE VIEW copied_article AS 
    SELECT derivation.story, derivation.child, child.outlet AS child_outlet, child.dated AS child_dated,
    derivation.parent, COALESCE(parent.outlet, origin.name) AS parent_name,
    parent.dated AS parent_dated, derivation.kind, derivation.share_of_child
    FROM derivation JOIN article AS child ON child.id = derivation.child
    LEFT JOIN article AS parent ON parent.id = derivation.parent
    LEFT JOIN origin ON origin.story = derivation.story AND origin.id = derivation.parent;

CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY);

INSERT INTO alembic_version VALUES ('0001');

CREATE VIRTUAL TABLE article_text USING fts5(title, text, content='article', content_rowid='number', tokenize='unicode61 remove_diacritics 2');

CREATE TRIGGER article_text_added AFTER INSERT ON article BEGIN INSERT INTO article_text(rowid, title, text) VALUES (new.number, new.title, new.text); END;

CREATE TRIGGER article_text_removed AFTER DELETE ON article BEGIN INSERT INTO article_text(article_text, rowid, title, text) VALUES ('delete', old.number, old.title, old.text); END;

CREATE TRIGGER article_text_changed AFTER UPDATE OF title, text ON article BEGIN INSERT INTO article_text(article_text, rowid, title, text) VALUES ('delete', old.number, old.title, old.text); INSERT INTO article_text(rowid, title, text) VALUES (new.number, new.title, new.text); END;

CREATE VIRTUAL TABLE attribution_text USING fts5(content, content='attribution', content_rowid='number', tokenize='unicode61 remove_diacritics 2');

CREATE TRIGGER attribution_text_added AFTER INSERT ON attribution BEGIN INSERT INTO attribution_text(rowid, content) VALUES (new.number, new.content); END;

CREATE TRIGGER attribution_text_removed AFTER DELETE ON attribution BEGIN INSERT INTO attribution_text(attribution_text, rowid, content) VALUES ('delete', old.number, old.content); END;

CREATE TRIGGER attribution_text_changed AFTER UPDATE OF content ON attribution BEGIN INSERT INTO attribution_text(attribution_text, rowid, content) VALUES ('delete', old.number, old.content); INSERT INTO attribution_text(rowid, content) VALUES (new.number, new.content); END;

CREATE VIRTUAL TABLE claim_text USING fts5(text, content='claim', content_rowid='number', tokenize='unicode61 remove_diacritics 2');

CREATE TRIGGER claim_text_added AFTER INSERT ON claim BEGIN INSERT INTO claim_text(rowid, text) VALUES (new.number, new.text); END;

CREATE TRIGGER claim_text_removed AFTER DELETE ON claim BEGIN INSERT INTO claim_text(claim_text, rowid, text) VALUES ('delete', old.number, old.text); END;

CREATE TRIGGER claim_text_changed AFTER UPDATE OF text ON claim BEGIN INSERT INTO claim_text(claim_text, rowid, text) VALUES ('delete', old.number, old.text); INSERT INTO claim_text(rowid, text) VALUES (new.number, new.text); END;
