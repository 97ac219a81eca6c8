-- Customers who were given a number to call in on. A row stays a day after it ended, so that a late caller can be told.
create table ringback.call_in (
  tenant_id text not null,
  key text not null,
  doc jsonb not null,
  primary key (tenant_id, key)
);
