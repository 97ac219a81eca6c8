-- What was recorded of a conversation: one row for each stretch in which two people heard each other. The sound is a file.
create table ringback.recording (
  tenant_id text not null,
  key text not null,
  doc jsonb not null,
  item_id text generated always as (doc ->> 'itemId') stored,
  started_at bigint generated always as ((doc ->> 'startedAt')::bigint) stored,
  primary key (tenant_id, key)
);
create index recording_of_item on ringback.recording (tenant_id, item_id);
