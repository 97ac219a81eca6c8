/** A duration in plain words: `42 s`, `3 min 05 s`, `1 h 04 min`; a dash when there is none. */
export function durationText(ms: number | null): string {
  if (ms === null) return '–';
  const sign = ms < 0 ? '−' : '';
  const seconds = Math.round(Math.abs(ms) / 1000);
  if (seconds < 60) return `${sign}${seconds} s`;
  if (seconds < 7200) return `${sign}${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, '0')} s`;
  return `${sign}${Math.floor(seconds / 3600)} h ${String(Math.floor((seconds % 3600) / 60)).padStart(2, '0')} min`;
}

/** A share in percent with one decimal; a dash when there is none. */
export function ratioText(ratio: number | null): string {
  return ratio === null ? '–' : `${(ratio * 100).toFixed(1)} %`;
}
