import { css } from 'lit';

/** The launcher, the panel and its pages. */
export const widgetStyles = css`
  :host {
    display: inline-block;
  }
  .launcher {
    box-shadow: var(--rb-shadow-2);
    border-radius: var(--rb-radius-full);
    padding-inline: var(--rb-space-5) var(--rb-space-6);
  }
  /* Behind the open panel it would be reachable by keyboard and not seen. */
  :host([floating]) .launcher:has(~ dialog[open]) {
    visibility: hidden;
  }
  :host([floating]) {
    position: fixed;
    inset-block-end: var(--rb-space-6);
    inset-inline-end: var(--rb-space-6);
    z-index: 2147483000;
  }
  .icon {
    flex: none;
    display: block;
  }

  dialog {
    position: fixed;
    inset: auto;
    inset-block-end: var(--rb-space-6);
    inset-inline-end: var(--rb-space-6);
    z-index: 2147483000;
    inline-size: 25em;
    max-inline-size: calc(100vw - 2 * var(--rb-space-6));
    max-block-size: min(44em, calc(100dvh - 2 * var(--rb-space-6)));
    margin: 0;
    padding: 0;
    border: 1px solid var(--rb-color-border);
    border-radius: var(--rb-radius-lg);
    background: var(--rb-color-surface);
    color: var(--rb-color-text);
    box-shadow: var(--rb-shadow-3);
    overflow: hidden;
  }
  dialog[open] {
    display: flex;
    flex-direction: column;
    animation: rise var(--rb-duration-calm) var(--rb-ease);
  }
  dialog::backdrop {
    background: var(--rb-color-scrim);
  }
  @keyframes rise {
    from {
      opacity: 0;
      transform: translateY(8px);
    }
  }
  @media (max-width: 480px) {
    dialog {
      inset: 0;
      inline-size: 100vw;
      max-inline-size: none;
      block-size: 100dvh;
      max-block-size: none;
      border: 0;
      border-radius: 0;
    }
  }
  header {
    display: flex;
    align-items: center;
    gap: var(--rb-space-1);
    min-block-size: 3.5em;
    padding: var(--rb-space-1) var(--rb-space-2) var(--rb-space-1) var(--rb-space-5);
    border-block-end: 1px solid var(--rb-color-border);
  }
  header:has(.back) {
    padding-inline-start: var(--rb-space-2);
  }
  header p {
    flex: 1;
    font-weight: var(--rb-weight-strong);
  }
  .round {
    display: grid;
    place-items: center;
    inline-size: var(--rb-control-lg);
    block-size: var(--rb-control-lg);
    border: 0;
    border-radius: var(--rb-radius-full);
    background: transparent;
    cursor: pointer;
    color: var(--rb-color-text-muted);
  }
  .round:hover {
    background: var(--rb-color-surface-hover);
    color: var(--rb-color-text);
  }
  .round:focus-visible {
    outline-offset: -2px;
  }
  main {
    --rb-sticky-end: calc(-1 * var(--rb-space-5));
    flex: 1;
    overflow-y: auto;
    overscroll-behavior: contain;
    padding: var(--rb-space-5);
    scrollbar-width: thin;
  }
  main:focus-visible {
    outline-offset: -2px;
  }

  .numbers {
    display: grid;
    grid-template-columns: 1fr 1fr;
    gap: var(--rb-space-4);
    padding: var(--rb-space-4);
    border-radius: var(--rb-radius-md);
    background: var(--rb-color-surface-sunken);
  }
  .numbers .skeleton {
    background: var(--rb-color-border);
  }
  .numbers dt {
    font-size: var(--rb-text-sm);
    color: var(--rb-color-text-muted);
  }
  .numbers dd {
    min-block-size: 2.6em;
    font-weight: var(--rb-weight-strong);
    line-height: 1.3;
    text-wrap: balance;
  }
  .choice {
    display: grid;
    grid-template-columns: auto 1fr auto;
    align-items: center;
    gap: var(--rb-space-1) var(--rb-space-4);
    inline-size: 100%;
    padding: var(--rb-space-4);
    text-align: start;
    border: 1px solid var(--rb-color-border-strong);
    border-radius: var(--rb-radius-md);
    background: var(--rb-color-surface);
    cursor: pointer;
    transition:
      background var(--rb-duration-fast),
      border-color var(--rb-duration-fast);
  }
  .choice:hover {
    border-color: var(--rb-color-accent);
    background: var(--rb-color-accent-soft);
  }
  .choice .icon {
    color: var(--rb-color-accent-text);
  }
  .choice .icon:last-child {
    color: var(--rb-color-text-muted);
  }
  .choice b {
    display: block;
    font-weight: var(--rb-weight-strong);
  }
  .choice[aria-disabled='true'] {
    border-style: dashed;
    cursor: not-allowed;
    color: var(--rb-color-text-muted);
    background: var(--rb-color-surface-sunken);
  }
  .choice[aria-disabled='true'] .icon {
    color: inherit;
  }

  form .field {
    display: grid;
    gap: var(--rb-space-1);
  }
  label {
    font-weight: var(--rb-weight-medium);
    font-size: var(--rb-text-sm);
  }
  input,
  select {
    inline-size: 100%;
    min-block-size: var(--rb-control-lg);
    padding: var(--rb-space-2) var(--rb-space-3);
    border: 1px solid var(--rb-color-border-strong);
    border-radius: var(--rb-radius-md);
    background: var(--rb-color-surface);
  }
  input:focus-visible,
  select:focus-visible {
    outline-offset: 0;
    border-color: var(--rb-color-focus);
  }
  [aria-invalid='true'] {
    border-color: var(--rb-color-danger);
    box-shadow: inset 0 0 0 1px var(--rb-color-danger);
  }
  .wrong {
    color: var(--rb-color-danger);
    font-size: var(--rb-text-sm);
    font-weight: var(--rb-weight-medium);
  }
  .summary {
    display: flex;
    gap: var(--rb-space-3);
    padding: var(--rb-space-3) var(--rb-space-4);
    border-radius: var(--rb-radius-md);
    background: var(--rb-color-accent-soft);
  }
  .summary .icon {
    margin-block-start: 0.12em;
    color: var(--rb-color-accent-text);
  }
  .summary .hint {
    font-variant-numeric: tabular-nums;
  }
  .wide {
    inline-size: 100%;
  }
  .sticky {
    position: sticky;
    inset-block-end: var(--rb-sticky-end);
    margin-block-end: var(--rb-sticky-end);
    padding-block: var(--rb-space-3) var(--rb-space-5);
    background: var(--rb-color-surface);
  }
`;
