import { useState } from 'react';
import { Choices } from '../ui/Choices.tsx';
import type { Availability } from '../wire/types.ts';
import { slotDays, slotText } from './slotDays.ts';

interface Props {
  readonly availability: Availability;
  readonly value: string | null;
  readonly onChange: (startsAt: string) => void;
}

/** A day, then a free time of that day. */
export function SlotPicker({ availability, value, onChange }: Props) {
  const days = slotDays(availability);
  const [chosenDay, setChosenDay] = useState<string | null>(null);
  const shown = days.find(({ day }) => day === chosenDay) ?? days[0];
  if (shown === undefined) return <p className="muted">There is no free time in the next 7 days.</p>;
  return (
    <div className="stack">
      <p className="muted">Times in {availability.timeZone}.</p>
      <Choices
        label="Day"
        className="choices days"
        options={days.map(({ day }) => ({ id: day, name: day }))}
        value={shown.day}
        onChange={setChosenDay}
      />
      <Choices
        label="Time"
        className="choices slots"
        value={value}
        onChange={onChange}
        options={shown.slots.map((slot) => ({ id: slot.startsAt, name: slotText(slot, availability.timeZone) }))}
      />
    </div>
  );
}
