import { css } from 'lit';

/** A dark telephone in both themes; colours checked for 4.5:1 on its own ground. */
export const handsetStyles = css`
  :host {
    display: block;
    color-scheme: dark;
  }
  .phone {
    position: relative;
    display: flex;
    flex-direction: column;
    inline-size: 17.5em;
    block-size: 35em;
    margin-inline: auto;
    padding: 0.9em 1.1em 1.3em;
    border-radius: 2.6em;
    border: 0.5em solid #0b0c0f;
    background: linear-gradient(170deg, #2a3140, #171b24 60%);
    color: #f2f3f5;
    box-shadow:
      0 0 0 1px #3a3f4a,
      var(--rb-shadow-3);
    --rb-color-focus: #ffffff;
  }
  .ringing {
    animation: shake 0.9s ease-in-out infinite;
  }
  .bar {
    display: flex;
    justify-content: space-between;
    font-size: 0.8em;
    font-weight: var(--rb-weight-strong);
    padding-inline: 0.6em;
    font-variant-numeric: tabular-nums;
  }
  .screen {
    flex: 1;
    display: flex;
    flex-direction: column;
    align-items: center;
    text-align: center;
    min-block-size: 0;
  }
  .who {
    margin-block-start: 3.5em;
    display: grid;
    justify-items: center;
    gap: 0.2em;
  }
  .who.small {
    margin-block-start: 1.2em;
  }
  .name {
    font-size: 1.35em;
    font-weight: var(--rb-weight-strong);
    letter-spacing: var(--rb-tracking-tight);
    font-variant-numeric: tabular-nums;
  }
  .quiet {
    color: #bcc2ce;
    font-size: 0.875em;
    font-variant-numeric: tabular-nums;
  }
  .failure {
    color: #ffb4ad;
    font-size: 0.875em;
    margin-block-end: 0.6em;
  }
  .face {
    display: grid;
    place-items: center;
    inline-size: 5em;
    block-size: 5em;
    margin-block-end: 0.8em;
    border-radius: 50%;
    background: #3d4a6b;
  }
  .face .icon {
    inline-size: 2.2em;
    block-size: 2.2em;
  }
  .ringing .face {
    animation: pulse 1.4s ease-out infinite;
  }
  .bottom {
    margin-block-start: auto;
    inline-size: 100%;
    display: grid;
    justify-items: center;
    gap: 0.4em;
  }
  .pair {
    grid-template-columns: 1fr 1fr;
    padding-block-end: 1.2em;
    font-size: 0.875em;
  }
  .pair div {
    display: grid;
    justify-items: center;
    gap: 0.5em;
  }
  button {
    border: 0;
    cursor: pointer;
    color: inherit;
  }
  .big {
    display: grid;
    place-items: center;
    inline-size: 4em;
    block-size: 4em;
    border-radius: 50%;
    color: #fff;
  }
  .wide {
    display: flex;
    align-items: center;
    justify-content: center;
    gap: 0.6em;
    inline-size: 100%;
    min-block-size: 3em;
    border-radius: 999px;
    color: #fff;
    font-weight: var(--rb-weight-strong);
  }
  .call {
    background: #1c7c4c;
  }
  .call:hover {
    background: #229159;
  }
  .end {
    background: #c4342b;
  }
  .end:hover {
    background: #d8463c;
  }
  .bottom > .end .icon {
    transform: rotate(135deg);
  }
  .spoken {
    display: grid;
    align-content: center;
    inline-size: 100%;
    min-block-size: 5.6em;
    margin-block: 0.9em;
    padding: 0.7em 0.9em;
    border-radius: 1em;
    background: rgb(255 255 255 / 0.09);
    font-size: 0.875em;
    line-height: 1.4;
    overflow-y: auto;
    text-align: start;
  }
  .pad {
    display: grid;
    grid-template-columns: repeat(3, 3.4em);
    gap: 0.5em 0.9em;
    justify-content: center;
  }
  .pad button {
    display: grid;
    place-content: center;
    inline-size: 3.4em;
    block-size: 2.9em;
    border-radius: 1.45em;
    background: rgb(255 255 255 / 0.12);
    font-size: 1em;
    font-weight: var(--rb-weight-medium);
    line-height: 1.1;
  }
  .pad button:hover {
    background: rgb(255 255 255 / 0.22);
  }
  .pad small {
    font-size: 0.6em;
    letter-spacing: 0.1em;
    color: #c9ced8;
    min-block-size: 1em;
  }
  .pressed {
    font-size: 0.8em;
    color: #bcc2ce;
    margin-block: 0.3em;
    font-variant-numeric: tabular-nums;
    max-inline-size: 100%;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  @keyframes shake {
    0%,
    40%,
    100% {
      transform: none;
    }
    5%,
    15%,
    25% {
      transform: rotate(-1.2deg);
    }
    10%,
    20%,
    30% {
      transform: rotate(1.2deg);
    }
  }
  @keyframes pulse {
    from {
      box-shadow: 0 0 0 0 rgb(140 165 255 / 0.55);
    }
    to {
      box-shadow: 0 0 0 1.8em rgb(140 165 255 / 0);
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .ringing,
    .ringing .face {
      animation: none;
    }
    .ringing .face {
      box-shadow: 0 0 0 0.4em #8ca5ff;
    }
  }
`;
