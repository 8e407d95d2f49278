-- What several processes at one database need: who may be the controller, who is, and the bytes of blobs.

-- Processes that may be the controller. Times are the database's, in milliseconds UTC.
CREATE TABLE candidates (
  address  ${id}   NOT NULL PRIMARY KEY,
  api      TEXT    NOT NULL,
  joined   INTEGER NOT NULL,
  seen_at  BIGINT  NOT NULL
);
-- Who is the controller: one row. The holder is one life of a process; nobody if it has expired.
CREATE TABLE controller_lease (
  one         INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
  holder      ${id}   NOT NULL,
  address     ${id}   NOT NULL,
  api         TEXT    NOT NULL,
  expires_at  BIGINT  NOT NULL
);
INSERT INTO controller_lease (one, holder, address, api, expires_at) VALUES (1, '', '', '', 0);

-- The bytes of blobs, in parts from 0 on; a blob is whole if it is among the blobs.
CREATE TABLE blob_parts (
  sha256  ${id}    NOT NULL,
  part    INTEGER  NOT NULL,
  bytes   ${bytes} NOT NULL,
  PRIMARY KEY (sha256, part)
);
-- Blobs that journals name, forgotten with them.
CREATE TABLE journal_parts (
  job     ${id}    NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
  sha256  ${id}    NOT NULL,
  part    INTEGER  NOT NULL,
  bytes   ${bytes} NOT NULL,
  PRIMARY KEY (job, sha256, part)
);
