import { css, unsafeCSS } from 'lit';
import tokens from '../../tokens.css?inline';

/**
 * The tokens for a shadow root on somebody else's page. Their `rem` would follow that page's root size (often 10 px),
 * so here one rem is the reader's own default size, which `font-size: medium` gives.
 */
const hostTokens = unsafeCSS(tokens.replace(/(\d*\.?\d+)rem/g, 'calc($1 * var(--rb-rem))'));

/** Makes `--rb-rem` a length, so that its 1em is resolved once on the host and inherited as such. */
export function registerRem(): void {
  try {
    CSS.registerProperty({ name: '--rb-rem', syntax: '<length>', inherits: true, initialValue: '16px' });
  } catch {
    // Registered already by another widget on the page, or not known to the browser: `em` then serves as it is.
  }
}

/** What every part shares: tokens, type, buttons, notes. */
export const baseStyles = [
  hostTokens,
  css`
    :host {
      font-size: medium;
      --rb-rem: 1em;
      font-family: var(--rb-font-sans);
      line-height: var(--rb-leading-body);
      color: var(--rb-color-text);
      -webkit-text-size-adjust: 100%;
    }
    :host([hidden]),
    [hidden] {
      display: none !important;
    }
    *,
    *::before,
    *::after {
      box-sizing: border-box;
    }
    h2,
    h3,
    p,
    dl,
    dd,
    ol,
    fieldset {
      margin: 0;
      padding: 0;
      border: 0;
      min-inline-size: 0;
    }
    button,
    input,
    select {
      font: inherit;
      color: inherit;
    }
    :focus-visible {
      outline: var(--rb-focus-width) solid var(--rb-color-focus);
      outline-offset: var(--rb-focus-offset);
    }
    [tabindex='-1']:focus-visible {
      outline: none;
    }
    h2 {
      font-size: var(--rb-text-xl);
      line-height: var(--rb-leading-tight);
      font-weight: var(--rb-weight-strong);
      letter-spacing: var(--rb-tracking-tight);
      text-wrap: balance;
    }
    .lead,
    .hint {
      color: var(--rb-color-text-muted);
    }
    .hint {
      font-size: var(--rb-text-sm);
    }
    .stack {
      display: grid;
      gap: var(--rb-space-4);
      align-content: start;
      grid-template-columns: minmax(0, 1fr);
    }
    .hidden {
      position: absolute;
      inline-size: 1px;
      block-size: 1px;
      overflow: hidden;
      clip-path: inset(50%);
      white-space: nowrap;
    }
    .button {
      display: inline-flex;
      align-items: center;
      justify-content: center;
      gap: var(--rb-space-2);
      min-block-size: var(--rb-control-lg);
      padding: var(--rb-space-2) var(--rb-space-5);
      border: 1px solid var(--rb-color-border-strong);
      border-radius: var(--rb-radius-md);
      background: var(--rb-color-surface);
      font-weight: var(--rb-weight-medium);
      text-align: center;
      cursor: pointer;
      transition:
        background var(--rb-duration-fast),
        border-color var(--rb-duration-fast);
    }
    .button:hover {
      background: var(--rb-color-surface-hover);
    }
    .button.primary {
      background: var(--rb-color-accent);
      border-color: var(--rb-color-accent);
      color: var(--rb-color-on-accent);
      font-weight: var(--rb-weight-strong);
    }
    .button.primary:hover {
      background: var(--rb-color-accent-hover);
      border-color: var(--rb-color-accent-hover);
    }
    .button.danger {
      background: var(--rb-color-danger);
      border-color: var(--rb-color-danger);
      color: var(--rb-color-on-danger);
    }
    .button.danger:hover {
      background: var(--rb-color-danger-hover);
    }
    .button.quiet {
      border-color: transparent;
      background: transparent;
      color: var(--rb-color-accent-text);
      padding-inline: var(--rb-space-3);
    }
    .button.quiet:hover {
      background: var(--rb-color-accent-soft);
    }
    .button.quiet.risky {
      color: var(--rb-color-danger);
    }
    .button.quiet.risky:hover {
      background: var(--rb-color-danger-soft);
    }
    .button[aria-disabled='true'] {
      opacity: 0.65;
      cursor: progress;
    }
    .row {
      display: flex;
      flex-wrap: wrap;
      gap: var(--rb-space-2);
    }
    .row.even > * {
      flex: 1 1 auto;
      padding-inline: var(--rb-space-3);
    }
    a {
      color: var(--rb-color-accent-text);
      text-underline-offset: 0.2em;
    }
    .note {
      display: grid;
      gap: var(--rb-space-3);
      padding: var(--rb-space-3) var(--rb-space-4);
      border-radius: var(--rb-radius-md);
      background: var(--rb-color-info-soft);
      font-size: var(--rb-text-sm);
      justify-items: start;
    }
    .note.bad {
      background: var(--rb-color-danger-soft);
    }
    .note.warn {
      background: var(--rb-color-warn-soft);
    }
    .skeleton {
      border-radius: var(--rb-radius-sm);
      background: var(--rb-color-neutral-soft);
      color: transparent !important;
      animation: breathe 1.4s ease-in-out infinite alternate;
      user-select: none;
    }
    @keyframes breathe {
      from {
        opacity: 1;
      }
      to {
        opacity: 0.5;
      }
    }
    @media (prefers-reduced-motion: reduce) {
      .skeleton {
        animation: none;
      }
    }
  `,
];
