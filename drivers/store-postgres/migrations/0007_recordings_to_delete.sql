-- The hourly look for recordings whose time is over goes from the oldest on, and past none that were deleted.
create index recording_to_delete on ringback.recording (tenant_id, started_at) where (doc ->> 'deletedAt') is null;
