-- What no search asks for is not computed at every decision; it stays in `doc`.
alter table ringback.leg drop column role, drop column state, drop column item_id;
alter table ringback.agent_state drop column presence, drop column activity;
alter table ringback.attempt drop column started_at, drop column ended_at;

-- What an agent works on says more than `packed` holds: that is seen at once. What `packed` says is as before.
create or replace function ringback.packed_callback(doc jsonb) returns text
  language plpgsql immutable parallel safe as $$
begin
  if doc ? 'agentId' then
    return null;
  end if;
  if doc - array['id', 'state', 'serviceId', 'queueId', 'arrivalAt', 'sequence', 'priority', 'language', 'createdAt', 'version', 'phoneNumber', 'medium', 'channel', 'delivery', 'isAgentReserved', 'requestedAt', 'attemptsMade', 'promise', 'reviewAt', 'expiresAt', 'dueAt', 'scheduledFor', 'subjectId', 'externalId', 'timeZone'] <> '{}'::jsonb then
    return null;
  end if;
  return '[' || array_to_string(array[
    (doc -> 'id')::text,
    (doc -> 'state')::text,
    (doc -> 'serviceId')::text,
    (doc -> 'queueId')::text,
    (doc -> 'arrivalAt')::text,
    (doc -> 'sequence')::text,
    (doc -> 'priority')::text,
    (doc -> 'language')::text,
    (doc -> 'createdAt')::text,
    (doc -> 'version')::text,
    (doc -> 'phoneNumber')::text,
    (doc -> 'medium')::text,
    (doc -> 'channel')::text,
    (doc -> 'delivery')::text,
    (doc -> 'isAgentReserved')::text,
    (doc -> 'requestedAt')::text,
    (doc -> 'attemptsMade')::text,
    (doc -> 'promise')::text,
    (doc -> 'reviewAt')::text,
    (doc -> 'expiresAt')::text,
    (doc -> 'dueAt')::text,
    (doc -> 'scheduledFor')::text,
    (doc -> 'subjectId')::text,
    (doc -> 'externalId')::text,
    (doc -> 'timeZone')::text
  ], ',', 'null') || ']';
end $$;
