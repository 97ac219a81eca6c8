/** Shows how far something is: a bar that stays on its line on a terminal, a line now and then elsewhere. */
export interface Progress {
  show(ratio: number, text: string): void;
  done(): void;
}

const barWidth = 30;
const lineEveryMs = 5000;
const drawEveryMs = 100;

/** Makes a progress display for a stream such as stderr. */
export function createProgress(stream: NodeJS.WriteStream, now: () => number = () => performance.now()): Progress {
  let shownAt = -Infinity;
  const isTerminal = stream.isTTY === true;
  return {
    show(ratio, text) {
      if (now() - shownAt < (isTerminal ? drawEveryMs : lineEveryMs)) return;
      shownAt = now();
      const percent = `${String(Math.floor(ratio * 100)).padStart(3)} %`;
      stream.write(isTerminal ? `\r\u001b[2K${bar(ratio)} ${percent}  ${text}` : `${percent}  ${text}\n`);
    },
    done() {
      if (isTerminal) stream.write('\r\u001b[2K');
      shownAt = -Infinity;
    },
  };
}

function bar(ratio: number): string {
  const full = Math.round(Math.min(1, Math.max(0, ratio)) * barWidth);
  return `${'█'.repeat(full)}${'░'.repeat(barWidth - full)}`;
}
