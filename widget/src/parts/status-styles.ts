import { css } from 'lit';

/** The look of the live state: one tinted card that carries the sentence, quiet facts below. */
export const statusStyles = css`
  :host {
    display: block;
  }
  .done {
    display: flex;
    gap: var(--rb-space-2);
    align-items: center;
  }
  .done .icon {
    flex: none;
    inline-size: 1.5em;
    block-size: 1.5em;
    padding: 0.25em;
    border-radius: var(--rb-radius-full);
    background: var(--rb-color-ok);
    color: var(--rb-color-on-ok);
  }
  .now {
    display: grid;
    gap: var(--rb-space-3);
    padding: var(--rb-space-4) var(--rb-space-5);
    border-radius: var(--rb-radius-lg);
    background: var(--rb-color-accent-soft);
  }
  .now.act {
    background: var(--rb-color-accent);
    color: var(--rb-color-on-accent);
  }
  .now.good {
    background: var(--rb-color-ok-soft);
  }
  .now.bad {
    background: var(--rb-color-neutral-soft);
  }
  .sentence {
    font-size: var(--rb-text-lg);
    font-weight: var(--rb-weight-strong);
    line-height: var(--rb-leading-tight);
    letter-spacing: var(--rb-tracking-tight);
    text-wrap: balance;
  }
  .numbers {
    display: flex;
    flex-wrap: wrap;
    gap: var(--rb-space-2) var(--rb-space-6);
  }
  dt {
    font-size: var(--rb-text-sm);
    color: var(--rb-color-text-muted);
  }
  dd {
    font-weight: var(--rb-weight-medium);
    font-variant-numeric: tabular-nums;
    overflow-wrap: anywhere;
  }
  h3 {
    font-size: var(--rb-text-sm);
    font-weight: var(--rb-weight-medium);
    color: var(--rb-color-text-muted);
    margin-block-end: var(--rb-space-3);
  }
  .steps {
    list-style: none;
    display: grid;
  }
  .steps li {
    position: relative;
    display: grid;
    grid-template-columns: 1.5em 1fr;
    gap: var(--rb-space-3);
    padding-block-end: var(--rb-space-3);
  }
  .steps li:last-child {
    padding-block-end: 0;
  }
  .steps li:not(:last-child)::before {
    content: '';
    position: absolute;
    inset-block: 1.5em 0;
    inset-inline-start: calc(0.75em - 1px);
    inline-size: 2px;
    background: var(--rb-color-border);
  }
  .steps .past:not(:last-child)::before {
    background: var(--rb-color-accent);
  }
  .steps .hint {
    display: block;
  }
  .dot {
    display: grid;
    place-items: center;
    inline-size: 1.5em;
    block-size: 1.5em;
    border-radius: var(--rb-radius-full);
    border: 2px solid var(--rb-color-border-strong);
    background: var(--rb-color-surface);
  }
  .past .dot {
    background: var(--rb-color-accent);
    border-color: var(--rb-color-accent);
    color: var(--rb-color-on-accent);
  }
  .past .dot .icon {
    inline-size: 0.9em;
    block-size: 0.9em;
  }
  .current .dot {
    border-color: var(--rb-color-accent);
    box-shadow:
      inset 0 0 0 0.25em var(--rb-color-surface),
      inset 0 0 0 1em var(--rb-color-accent);
  }
  .current {
    font-weight: var(--rb-weight-strong);
  }
  .current .hint {
    font-weight: var(--rb-weight-regular);
  }
  .ahead {
    color: var(--rb-color-text-muted);
  }
  .facts {
    display: grid;
    gap: var(--rb-space-2);
    padding-block: var(--rb-space-3);
    border-block: 1px solid var(--rb-color-border);
  }
  .facts div {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    gap: 0 var(--rb-space-4);
  }
  .block {
    block-size: 12em;
    border-radius: var(--rb-radius-md);
  }
  .sticky {
    position: sticky;
    inset-block-end: var(--rb-sticky-end, 0);
    margin-block-end: var(--rb-sticky-end, 0);
    padding-block: var(--rb-space-3) var(--rb-space-5);
    background: var(--rb-color-surface);
  }
`;
