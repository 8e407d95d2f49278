-- Nodes that are to take no more work, for as long as their processes live; a process that starts anew has another name.
CREATE TABLE drained_nodes (
  node        ${id}  NOT NULL PRIMARY KEY,
  drained_at  BIGINT NOT NULL
);
