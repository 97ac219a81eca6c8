import { html } from 'lit';
import type { TemplateResult } from 'lit';

const paths = {
  phone:
    'M6.6 10.8a15 15 0 0 0 6.6 6.6l2.2-2.2a1 1 0 0 1 1-.25 11.4 11.4 0 0 0 3.6.57 1 1 0 0 1 1 1V20a1 1 0 0 1-1 1A17 17 0 0 1 3 4a1 1 0 0 1 1-1h3.5a1 1 0 0 1 1 1c0 1.25.2 2.45.57 3.57a1 1 0 0 1-.25 1z',
  clock: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zm0 2a7 7 0 1 1 0 14 7 7 0 0 1 0-14zm-1 2.5v5l4 2.4 1-1.6-3.3-2V7.5z',
  calendar: 'M7 3v2H5a2 2 0 0 0-2 2v12a2 2 0 0 0 2 2h14a2 2 0 0 0 2-2V7a2 2 0 0 0-2-2h-2V3h-2v2H9V3zm-2 7h14v9H5z',
  close: 'm6.4 5 5.6 5.6L17.6 5 19 6.4 13.4 12l5.6 5.6-1.4 1.4-5.6-5.6L6.4 19 5 17.6l5.6-5.6L5 6.4z',
  back: 'M14.5 5.5 16 7l-5 5 5 5-1.5 1.5L8 12z',
  next: 'M9.5 5.5 8 7l5 5-5 5 1.5 1.5L16 12z',
  check: 'm9.6 17.6-5.2-5.2L5.9 11l3.7 3.7 8.5-8.5 1.5 1.4z',
} as const;

/** A decorative icon in the colour of its text; the words beside it carry the meaning. */
export function icon(name: keyof typeof paths): TemplateResult {
  return html`<svg class="icon" viewBox="0 0 24 24" width="20" height="20" fill="currentColor" aria-hidden="true">
    <path d=${paths[name]}></path>
  </svg>`;
}
