-- A start reads every open callback. It reads them in portions, each from the key where the one before ended.
create index callback_open_by_key on ringback.callback (tenant_id, key) where closed_at is null;
drop index ringback.callback_open;

-- Most of them just wait, and differ in these fields alone. `packed` has their values in this order, without the names: the
-- database hands it out five times as fast as `doc`, and it is half as long. Null where `doc` says anything more.
alter table ringback.callback add column packed text generated always as (
  case when doc - array['id', 'state', 'serviceId', 'queueId', 'arrivalAt', 'sequence', 'priority', 'language', 'createdAt', 'version', 'phoneNumber', 'medium', 'channel', 'delivery', 'isAgentReserved', 'requestedAt', 'attemptsMade', 'promise', 'reviewAt', 'expiresAt', 'dueAt', 'scheduledFor', 'subjectId', 'externalId', 'timeZone'] = '{}'::jsonb then
    '[' ||
      coalesce((doc -> 'id')::text, 'null') || ',' ||
      coalesce((doc -> 'state')::text, 'null') || ',' ||
      coalesce((doc -> 'serviceId')::text, 'null') || ',' ||
      coalesce((doc -> 'queueId')::text, 'null') || ',' ||
      coalesce((doc -> 'arrivalAt')::text, 'null') || ',' ||
      coalesce((doc -> 'sequence')::text, 'null') || ',' ||
      coalesce((doc -> 'priority')::text, 'null') || ',' ||
      coalesce((doc -> 'language')::text, 'null') || ',' ||
      coalesce((doc -> 'createdAt')::text, 'null') || ',' ||
      coalesce((doc -> 'version')::text, 'null') || ',' ||
      coalesce((doc -> 'phoneNumber')::text, 'null') || ',' ||
      coalesce((doc -> 'medium')::text, 'null') || ',' ||
      coalesce((doc -> 'channel')::text, 'null') || ',' ||
      coalesce((doc -> 'delivery')::text, 'null') || ',' ||
      coalesce((doc -> 'isAgentReserved')::text, 'null') || ',' ||
      coalesce((doc -> 'requestedAt')::text, 'null') || ',' ||
      coalesce((doc -> 'attemptsMade')::text, 'null') || ',' ||
      coalesce((doc -> 'promise')::text, 'null') || ',' ||
      coalesce((doc -> 'reviewAt')::text, 'null') || ',' ||
      coalesce((doc -> 'expiresAt')::text, 'null') || ',' ||
      coalesce((doc -> 'dueAt')::text, 'null') || ',' ||
      coalesce((doc -> 'scheduledFor')::text, 'null') || ',' ||
      coalesce((doc -> 'subjectId')::text, 'null') || ',' ||
      coalesce((doc -> 'externalId')::text, 'null') || ',' ||
      coalesce((doc -> 'timeZone')::text, 'null')
    || ']'
  end) stored;
