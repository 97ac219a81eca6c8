import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ActionButton } from '../ui/ActionButton.tsx';
import { Asking } from '../ui/Asking.tsx';
import { Loaded } from '../ui/Loaded.tsx';
import { Loading } from '../ui/Loading.tsx';
import { momentText } from '../time/format.ts';
import { serverNowMs } from '../time/clock.ts';
import { post } from '../wire/api.ts';
import { availabilityQuery } from '../wire/queries.ts';
import type { Callback } from '../wire/types.ts';
import { useAction } from '../wire/useAction.ts';
import { SlotPicker } from './SlotPicker.tsx';

interface Props {
  readonly callback: Callback;
  readonly open: boolean;
  readonly onClose: () => void;
}

/** Moves a callback to another free time, read in the customer's zone where it is known. */
export function RescheduleDialog({ callback, open, onClose }: Props) {
  const [startsAt, setStartsAt] = useState<string | null>(null);
  const slots = useQuery({ ...availabilityQuery(callback.serviceId, callback.timeZone), enabled: open });
  const move = useAction((scheduledFor: string) =>
    post(`/v1/callbacks/${encodeURIComponent(callback.id)}/reschedule`, { scheduledFor, timeZone: callback.timeZone }),
  );
  const zone = slots.data?.timeZone ?? 'UTC';
  return (
    <Asking title="Move to another time" open={open} onClose={onClose}>
      <Loaded
        query={slots}
        what="the free times"
        loading={<Loading shape="row-tall" count={4} what="the free times" />}
      >
        {(availability) => <SlotPicker availability={availability} value={startsAt} onChange={setStartsAt} />}
      </Loaded>
      <div className="dialog-actions">
        <ActionButton onPress={onClose}>Back</ActionButton>
        <ActionButton
          kind="primary"
          disabled={startsAt === null}
          pending={move.isPending}
          onPress={() => {
            if (startsAt !== null) move.mutate(startsAt, { onSuccess: onClose });
          }}
        >
          {startsAt === null ? 'Choose a time' : `Move to ${momentText(startsAt, serverNowMs(), zone)}`}
        </ActionButton>
      </div>
    </Asking>
  );
}
