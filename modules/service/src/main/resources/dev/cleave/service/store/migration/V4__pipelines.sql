-- Runs of pipelines, what is known of each of their tasks, what earlier tasks have left, and when pipelines begin by themselves.

CREATE TABLE pipeline_runs (
  id                ${id}   NOT NULL PRIMARY KEY,
  owner             ${id}   NOT NULL,
  name              ${id}   NOT NULL,
  text              TEXT    NOT NULL,
  files             TEXT    NOT NULL,
  arguments         TEXT    NOT NULL,
  schedule          ${id}   NOT NULL,
  idempotency_key   ${id},
  request_sha256    ${id}   NOT NULL,
  submitted_at      BIGINT  NOT NULL,
  round             INTEGER NOT NULL,
  state             ${id}   NOT NULL,
  cancelled         INTEGER NOT NULL,
  finally_cancelled INTEGER NOT NULL,
  ended_at          BIGINT  NOT NULL
);
CREATE UNIQUE INDEX pipeline_runs_by_idempotency_key ON pipeline_runs (owner, idempotency_key)
  WHERE idempotency_key IS NOT NULL;
CREATE INDEX pipeline_runs_by_state ON pipeline_runs (state, id);
CREATE INDEX pipeline_runs_by_owner ON pipeline_runs (owner, id);
CREATE INDEX pipeline_runs_by_name ON pipeline_runs (owner, name, state, id);
CREATE INDEX pipeline_runs_by_end ON pipeline_runs (ended_at, id) WHERE ended_at > 0;

-- The number of an item is -1 for a task without items.
CREATE TABLE pipeline_instances (
  run            ${id}   NOT NULL REFERENCES pipeline_runs (id) ON DELETE CASCADE,
  task           ${id}   NOT NULL,
  number         INTEGER NOT NULL,
  item           TEXT    NOT NULL,
  state          ${id}   NOT NULL,
  round          INTEGER NOT NULL,
  attempt        INTEGER NOT NULL,
  first_attempt  INTEGER NOT NULL,
  work_key       ${id}   NOT NULL,
  result         TEXT    NOT NULL,
  result_length  BIGINT  NOT NULL,
  files          TEXT    NOT NULL,
  known          INTEGER NOT NULL,
  failure_code   TEXT    NOT NULL,
  message        TEXT    NOT NULL,
  skipped_by     TEXT    NOT NULL,
  retry_at       BIGINT  NOT NULL,
  timed_out      INTEGER NOT NULL,
  started_at     BIGINT  NOT NULL,
  ended_at       BIGINT  NOT NULL,
  nanos          BIGINT  NOT NULL,
  job            ${id}   NOT NULL,
  PRIMARY KEY (run, task, number)
) ${clustered};

CREATE TABLE pipeline_values (
  work_key       ${id}   NOT NULL PRIMARY KEY,
  result         TEXT    NOT NULL,
  result_length  BIGINT  NOT NULL,
  files          TEXT    NOT NULL,
  kept_at        BIGINT  NOT NULL
);
CREATE INDEX pipeline_values_by_time ON pipeline_values (kept_at, work_key);

CREATE TABLE pipeline_schedules (
  owner       ${id}  NOT NULL,
  name        ${id}  NOT NULL,
  cron        TEXT   NOT NULL,
  text        TEXT   NOT NULL,
  files       TEXT   NOT NULL,
  arguments   TEXT   NOT NULL,
  created_at  BIGINT NOT NULL,
  last_at     BIGINT NOT NULL,
  PRIMARY KEY (owner, name)
);
