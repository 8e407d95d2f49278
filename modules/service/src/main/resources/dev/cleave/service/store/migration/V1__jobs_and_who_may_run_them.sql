-- One text for both databases. Times are milliseconds UTC, 0 where there is none; digests are hexadecimal text.
--   id         text that is compared by its bytes
--   bytes      any bytes
--   clustered  rows are kept in the order of their primary key, where the database can

CREATE TABLE controller (
  one    INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
  epoch  BIGINT  NOT NULL
);
INSERT INTO controller (one, epoch) VALUES (1, 0);

CREATE TABLE jobs (
  id                 ${id}   NOT NULL PRIMARY KEY,
  state              ${id}   NOT NULL,
  owner              ${id}   NOT NULL,
  program            TEXT    NOT NULL,
  job_class          TEXT    NOT NULL,
  class_path         TEXT    NOT NULL,
  arguments          TEXT    NOT NULL,
  jvm_options        TEXT    NOT NULL,
  max_depth          INTEGER NOT NULL,
  max_payload_bytes  BIGINT  NOT NULL,
  profile            INTEGER NOT NULL,
  labels             TEXT    NOT NULL,
  priority           INTEGER NOT NULL,
  max_cores          INTEGER NOT NULL,
  max_nodes          INTEGER NOT NULL,
  min_cores          INTEGER NOT NULL,
  deadline           BIGINT  NOT NULL,
  retries            INTEGER NOT NULL,
  back_off           BIGINT  NOT NULL,
  idempotency_key    ${id},
  request_sha256     ${id}   NOT NULL,
  submitted_at       BIGINT  NOT NULL,
  waiting_for        TEXT    NOT NULL,
  attempt            INTEGER NOT NULL,
  not_before         BIGINT  NOT NULL,
  started_at         BIGINT  NOT NULL,
  ended_at           BIGINT  NOT NULL
);
CREATE UNIQUE INDEX jobs_by_idempotency_key ON jobs (owner, idempotency_key) WHERE idempotency_key IS NOT NULL;
CREATE INDEX jobs_by_state ON jobs (state, id);
CREATE INDEX jobs_by_owner ON jobs (owner, id);
CREATE INDEX jobs_by_owner_and_state ON jobs (owner, state, id);
CREATE INDEX jobs_by_end ON jobs (ended_at, id) WHERE ended_at > 0;

CREATE TABLE job_labels (
  name   ${id} NOT NULL,
  value  ${id} NOT NULL,
  job    ${id} NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
  PRIMARY KEY (name, value, job)
) ${clustered};
CREATE INDEX job_labels_by_job ON job_labels (job);

CREATE TABLE outcomes (
  job                ${id}   NOT NULL PRIMARY KEY REFERENCES jobs (id) ON DELETE CASCADE,
  result_text        TEXT    NOT NULL,
  result_bytes       ${bytes},
  result_blob        ${id},
  result_size        BIGINT  NOT NULL,
  failure_code       TEXT,
  failure_path       TEXT,
  failure_message    TEXT,
  failure_stack      TEXT,
  leases             BIGINT  NOT NULL,
  sheds              BIGINT  NOT NULL,
  lease_retries      BIGINT  NOT NULL,
  duplicates         BIGINT  NOT NULL,
  lost_nodes         INTEGER NOT NULL,
  lost_runners       INTEGER NOT NULL,
  known_reused       BIGINT  NOT NULL,
  re_executed_nanos  BIGINT  NOT NULL,
  work_nanos         BIGINT  NOT NULL,
  span_nanos         BIGINT  NOT NULL,
  subproblems        BIGINT  NOT NULL
);

CREATE TABLE events (
  job     ${id}  NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
  number  BIGINT NOT NULL,
  at      BIGINT NOT NULL,
  kind    TEXT   NOT NULL,
  text    TEXT   NOT NULL,
  PRIMARY KEY (job, number)
) ${clustered};

-- What coordinators of jobs that run have decided, many decisions in a row: never a row for each subproblem of the tree.
-- The first record is 0 where a row stands for all that was written up to its last one.
CREATE TABLE journal (
  job           ${id}    NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
  first_record  BIGINT   NOT NULL,
  last_record   BIGINT   NOT NULL,
  epoch         BIGINT   NOT NULL,
  records       ${bytes} NOT NULL,
  PRIMARY KEY (job, first_record)
);

CREATE TABLE owners (
  name         ${id}   NOT NULL PRIMARY KEY,
  weight       INTEGER NOT NULL,
  max_running  INTEGER NOT NULL,
  max_queued   INTEGER NOT NULL,
  max_cores    INTEGER NOT NULL
);

CREATE TABLE blobs (
  sha256        ${id}  NOT NULL PRIMARY KEY,
  size          BIGINT NOT NULL,
  last_used_at  BIGINT NOT NULL
);
CREATE INDEX blobs_by_use ON blobs (last_used_at, sha256);

CREATE TABLE tokens (
  id             ${id}  NOT NULL PRIMARY KEY,
  secret_sha256  ${id}  NOT NULL,
  role           TEXT   NOT NULL,
  permissions    TEXT   NOT NULL,
  owner          TEXT   NOT NULL,
  created_at     BIGINT NOT NULL,
  expires_at     BIGINT NOT NULL,
  revoked_at     BIGINT NOT NULL
);
CREATE UNIQUE INDEX tokens_by_secret ON tokens (secret_sha256);

CREATE TABLE audit (
  number    BIGINT NOT NULL PRIMARY KEY,
  at        BIGINT NOT NULL,
  actor     TEXT   NOT NULL,
  action    TEXT   NOT NULL,
  subject   TEXT   NOT NULL,
  origin    TEXT   NOT NULL,
  decision  TEXT   NOT NULL,
  sha256    ${id}  NOT NULL
);
-- Where the chain ends: one row, which is locked while a link is added.
CREATE TABLE audit_end (
  one     INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
  number  BIGINT  NOT NULL,
  sha256  ${id}   NOT NULL
);
INSERT INTO audit_end (one, number, sha256) VALUES (1, 0, '');
