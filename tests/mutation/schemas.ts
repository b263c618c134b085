/** Every kind of thing that an operator can damage, and nothing that damages without a trace. */
export const RICH = `
CREATE TABLE teams (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  code TEXT NOT NULL COLLATE NOCASE UNIQUE,
  size INTEGER NOT NULL DEFAULT 3 CHECK (size > 0 AND size <= 12),
  note TEXT -- a comment with ( and '
);
CREATE TABLE people (
  id TEXT PRIMARY KEY NOT NULL,
  team INTEGER REFERENCES teams (id) ON DELETE SET NULL,
  boss TEXT REFERENCES people (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  mail TEXT NOT NULL,
  "nick name" TEXT,
  kind TEXT NOT NULL DEFAULT 'staff' CONSTRAINT known_kind CHECK (kind IN ('staff', 'guest')),
  born DATETIME DEFAULT CURRENT_TIMESTAMP,
  label TEXT GENERATED ALWAYS AS ("nick name" || '') VIRTUAL,
  UNIQUE (team, mail)
);
CREATE TABLE seats (
  room TEXT NOT NULL,
  number INTEGER NOT NULL,
  person TEXT NOT NULL,
  price REAL,
  PRIMARY KEY (room, number),
  FOREIGN KEY (person) REFERENCES people (id) ON DELETE CASCADE ON UPDATE CASCADE
) STRICT, WITHOUT ROWID;
CREATE TABLE log (id INTEGER PRIMARY KEY, what TEXT);
CREATE INDEX people_born ON people (born DESC, kind);
CREATE UNIQUE INDEX people_guest ON people (mail) WHERE kind = 'guest';
CREATE INDEX seats_person ON seats (person);
CREATE VIEW crowd AS
SELECT t.code AS code, p.kind AS kind, CASE WHEN p.kind = 'guest' THEN 1 ELSE 0 END AS is_guest
FROM teams AS t LEFT JOIN people AS p ON p.team = t.id;
CREATE TRIGGER people_in AFTER INSERT ON people WHEN new.kind = 'guest'
BEGIN
  INSERT INTO log (what) VALUES ('guest ' || new.mail);
  UPDATE teams SET note = new.mail WHERE id = new.team;
END;
CREATE TRIGGER guests_stay BEFORE UPDATE OF kind, mail ON people WHEN old.kind = 'guest'
BEGIN
  SELECT RAISE(ABORT, 'a guest stays as it is');
END;
`;

/** Two tables in which the result of each operator is plain. */
export const SMALL = `
CREATE TABLE owners (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE pets (
  id INTEGER PRIMARY KEY,
  owner INTEGER REFERENCES owners (id) ON DELETE SET NULL,
  age INTEGER DEFAULT 1 CHECK (age < 40)
);
CREATE INDEX pets_owner ON pets (owner);
`;
