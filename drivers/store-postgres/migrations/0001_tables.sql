-- Every table of a tenant leads with tenant_id. `doc` is the whole row as the rules wrote it and the only thing they read
-- back; the other columns are computed from it for searches and for people with psql. Instants are epoch milliseconds in
-- `doc` and timestamptz in columns. No statement and no default asks the database for the time.

-- The tables whose rows change often leave room on each page, so that a change need not touch the indexes.

create function ringback.refuse(reason text) returns boolean
  language plpgsql as $$ begin raise exception '%', reason using errcode = 'integrity_constraint_violation'; end $$;

create table ringback.callback (
  tenant_id text not null,
  key text not null,
  doc jsonb not null,
  state text generated always as (doc ->> 'state') stored,
  service_id text generated always as (doc ->> 'serviceId') stored,
  queue_id text generated always as (doc ->> 'queueId') stored,
  phone_number text generated always as (doc ->> 'phoneNumber') stored,
  external_id text generated always as (doc ->> 'externalId') stored,
  requested_at timestamptz generated always as (to_timestamp((doc ->> 'requestedAt')::double precision / 1000)) stored,
  arrival_at timestamptz generated always as (to_timestamp((doc ->> 'arrivalAt')::double precision / 1000)) stored,
  scheduled_for timestamptz generated always as (to_timestamp((doc ->> 'scheduledFor')::double precision / 1000)) stored,
  due_at timestamptz generated always as (to_timestamp((doc ->> 'dueAt')::double precision / 1000)) stored,
  closed_at timestamptz generated always as (to_timestamp((doc ->> 'closedAt')::double precision / 1000)) stored,
  outcome text generated always as (doc ->> 'outcome') stored,
  agent_id text generated always as (doc ->> 'agentId') stored,
  attempts_made integer generated always as ((doc ->> 'attemptsMade')::integer) stored,
  primary key (tenant_id, key)
) with (fillfactor = 80);
create index callback_open on ringback.callback (tenant_id) where closed_at is null;
create index callback_by_number on ringback.callback (tenant_id, phone_number);
create index callback_by_external_id on ringback.callback (tenant_id, external_id) where external_id is not null;
create index callback_by_time on ringback.callback (tenant_id, requested_at desc, key desc);

create table ringback.callback_details (
  tenant_id text not null,
  key text not null,
  doc jsonb not null,
  primary key (tenant_id, key)
);

create table ringback.live_call (
  tenant_id text not null,
  key text not null,
  doc jsonb not null,
  state text generated always as (doc ->> 'state') stored,
  service_id text generated always as (doc ->> 'serviceId') stored,
  queue_id text generated always as (doc ->> 'queueId') stored,
  from_number text generated always as (doc ->> 'fromNumber') stored,
  arrival_at timestamptz generated always as (to_timestamp((doc ->> 'arrivalAt')::double precision / 1000)) stored,
  closed_at timestamptz generated always as (to_timestamp((doc ->> 'closedAt')::double precision / 1000)) stored,
  primary key (tenant_id, key)
) with (fillfactor = 80);
create index live_call_open on ringback.live_call (tenant_id) where closed_at is null;

create table ringback.attempt (
  tenant_id text not null,
  key text not null,
  doc jsonb not null,
  callback_id text generated always as (doc ->> 'callbackId') stored,
  number integer generated always as ((doc ->> 'number')::integer) stored,
  started_at timestamptz generated always as (to_timestamp((doc ->> 'startedAt')::double precision / 1000)) stored,
  ended_at timestamptz generated always as (to_timestamp((doc ->> 'endedAt')::double precision / 1000)) stored,
  outcome text generated always as (doc ->> 'outcome') stored,
  primary key (tenant_id, key)
);
create index attempt_by_callback on ringback.attempt (tenant_id, callback_id);

create table ringback.leg (
  tenant_id text not null,
  key text not null,
  doc jsonb not null,
  role text generated always as (doc ->> 'role') stored,
  state text generated always as (doc ->> 'state') stored,
  item_id text generated always as (doc ->> 'itemId') stored,
  primary key (tenant_id, key)
) with (fillfactor = 80);

create table ringback.offer (
  tenant_id text not null,
  key text not null,
  doc jsonb not null,
  agent_id text generated always as (doc ->> 'agentId') stored,
  item_id text generated always as (doc ->> 'itemId') stored,
  expires_at timestamptz generated always as (to_timestamp((doc ->> 'expiresAt')::double precision / 1000)) stored,
  primary key (tenant_id, key)
) with (fillfactor = 80);

create table ringback.agent_state (
  tenant_id text not null,
  key text not null,
  doc jsonb not null,
  presence text generated always as (doc ->> 'presence') stored,
  activity text generated always as (doc ->> 'activity') stored,
  primary key (tenant_id, key)
) with (fillfactor = 80);

-- `booked` includes holds. The rules count in memory; this check is the second lock on overbooking.
create table ringback.slot (
  tenant_id text not null,
  key text not null,
  doc jsonb not null,
  service_id text generated always as (doc ->> 'serviceId') stored,
  starts_at timestamptz generated always as (to_timestamp((doc ->> 'startsAt')::double precision / 1000)) stored,
  capacity integer generated always as ((doc ->> 'capacity')::integer) stored,
  booked integer generated always as ((doc ->> 'booked')::integer) stored,
  primary key (tenant_id, key),
  constraint slot_not_overbooked check (booked <= capacity),
  constraint slot_counts_known check (capacity is not null and booked is not null and booked >= 0)
) with (fillfactor = 80);
create index slot_by_time on ringback.slot (tenant_id, starts_at);

create table ringback.slot_hold (
  tenant_id text not null,
  key text not null,
  doc jsonb not null,
  service_id text generated always as (doc ->> 'serviceId') stored,
  starts_at timestamptz generated always as (to_timestamp((doc ->> 'startsAt')::double precision / 1000)) stored,
  expires_at timestamptz generated always as (to_timestamp((doc ->> 'expiresAt')::double precision / 1000)) stored,
  primary key (tenant_id, key)
);

create table ringback.learned_rates (
  tenant_id text not null,
  key text not null,
  doc jsonb not null,
  primary key (tenant_id, key)
);

create table ringback.suppression (
  tenant_id text not null,
  key text not null,
  doc jsonb not null,
  phone_number text generated always as (doc ->> 'phoneNumber') stored,
  primary key (tenant_id, key)
);
create index suppression_by_number on ringback.suppression (tenant_id, phone_number);

create table ringback.configuration (
  tenant_id text not null,
  key text not null,
  doc jsonb not null,
  kind text generated always as (doc ->> 'kind') stored,
  id text generated always as (doc ->> 'id') stored,
  primary key (tenant_id, key)
);

create table ringback.history (
  tenant_id text not null,
  sequence bigint not null,
  at timestamptz not null,
  type text not null,
  item_id text,
  service_id text,
  queue_id text,
  agent_id text,
  actor text not null,
  detail jsonb not null,
  primary key (tenant_id, sequence)
);
create index history_by_item on ringback.history (tenant_id, item_id, sequence) where item_id is not null;
create index history_by_queue on ringback.history (tenant_id, queue_id, type, at) where queue_id is not null;

create function ringback.refuse_change_of_history() returns trigger
  language plpgsql as $$ begin raise exception 'history is append-only' using errcode = 'integrity_constraint_violation'; end $$;
create trigger history_is_append_only before update or delete or truncate on ringback.history
  for each statement execute function ringback.refuse_change_of_history();

create table ringback.effect (
  tenant_id text not null,
  id text not null,
  at timestamptz not null,
  doc jsonb not null,
  primary key (tenant_id, id)
);

create table ringback.command_reply (
  tenant_id text not null,
  command_id text not null,
  fingerprint text not null,
  reply jsonb,
  at timestamptz not null,
  primary key (tenant_id, command_id)
);

-- `arrival` gives the order in which commands came; the wall clocks of two nodes could not.
create table ringback.command_inbox (
  tenant_id text not null,
  id text not null,
  arrival bigint generated always as identity,
  command jsonb,
  is_taken boolean not null,
  is_answered boolean not null,
  reply jsonb,
  primary key (tenant_id, id)
);
create index command_inbox_open on ringback.command_inbox (tenant_id, arrival) where not is_taken;

create table ringback.lease (
  tenant_id text not null,
  node_id text,
  fence bigint not null,
  expires_at timestamptz not null,
  primary key (tenant_id)
) with (fillfactor = 80);

create table ringback.api_key (
  tenant_id text not null,
  id text not null,
  secret_hash text not null,
  doc jsonb not null,
  primary key (tenant_id, id)
);
create unique index api_key_by_secret on ringback.api_key (secret_hash);
