/** The zone of the person reading. */
export function readerZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** Minutes and seconds of a running clock: `0:07`, `12:30`, `1:02:03`. */
export function clockText(ms: number): string {
  const seconds = Math.floor(Math.max(0, ms) / 1000);
  const two = (part: number): string => String(part).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const rest = `${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return hours > 0 ? `${hours}:${rest}` : rest.replace(/^0(?=\d:)/, '');
}

/** A length of time in words: `under a minute`, `5 min`, `1 h 5 min`, `2 days`. */
export function durationText(ms: number): string {
  const minutes = Math.round(Math.max(0, ms) / 60_000);
  if (minutes < 1) return 'under a minute';
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
  return `${Math.round(hours / 24)} days`;
}

/** A range of waits in words; not known is said. */
export function waitRangeText(wait: { readonly lowMs: number; readonly highMs: number } | null): string {
  if (wait === null) return 'Not known yet';
  const low = Math.round(wait.lowMs / 60_000);
  const high = Math.max(1, Math.ceil(wait.highMs / 60_000));
  if (high <= 1) return 'About a minute';
  return low < 1
    ? `Up to ${durationText(high * 60_000)}`
    : low >= high
      ? `About ${durationText(high * 60_000)}`
      : `${low} to ${durationText(high * 60_000)}`;
}

/** The time of day with its zone: `14:30 CET`. */
export function timeText(instant: string | number, zone: string = readerZone()): string {
  return new Intl.DateTimeFormat('en-GB', {
    hour: '2-digit',
    minute: '2-digit',
    timeZone: zone,
    timeZoneName: 'short',
  }).format(new Date(instant));
}

/** The time of day without its zone; only where the zone stands beside it. */
export function shortTimeText(instant: string | number, zone: string = readerZone()): string {
  return new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: zone }).format(
    new Date(instant),
  );
}

/** The time of day to the second, with its zone. */
export function exactTimeText(instant: string | number, zone: string = readerZone()): string {
  return new Intl.DateTimeFormat('en-GB', {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZone: zone,
    timeZoneName: 'short',
  }).format(new Date(instant));
}

/** The date in short words: `Mon 2 Mar`. */
export function dateText(instant: string | number, zone: string = readerZone()): string {
  return new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short', timeZone: zone })
    .format(new Date(instant))
    .replace(',', '');
}

/** Date and time with zone; the date is left out for today. */
export function momentText(instant: string | number, nowMs: number, zone: string = readerZone()): string {
  const day = dateText(instant, zone);
  return day === dateText(nowMs, zone) ? `today ${timeText(instant, zone)}` : `${day} ${timeText(instant, zone)}`;
}

/** From one instant to another, with zone and with the date where it is not today. */
export function windowText(from: string, to: string, nowMs: number, zone: string = readerZone()): string {
  const start = shortTimeText(from, zone);
  const day = dateText(from, zone);
  return `${day === dateText(nowMs, zone) ? 'today' : day} ${start} to ${dateText(to, zone) === day ? timeText(to, zone) : `${dateText(to, zone)} ${timeText(to, zone)}`}`;
}

/** A share as a whole percentage; not known is said. */
export function ratioText(ratio: number | null): string {
  return ratio === null ? 'Not known yet' : `${Math.round(ratio * 100)} %`;
}
