import { expect, test } from 'vitest';
import { claimSpeechPorts } from './speech-ports.ts';

test('who takes ports of speech gets those that nobody has, the same again when they are free', async () => {
  const claimed = [await claimSpeechPorts(null), await claimSpeechPorts(null), await claimSpeechPorts(null)];
  try {
    const ranges = claimed
      .map(({ firstPort, lastPort }) => ({ firstPort, lastPort }))
      .toSorted((a, b) => a.firstPort - b.firstPort);
    for (const [index, { firstPort, lastPort }] of ranges.entries()) {
      expect(lastPort - firstPort).toBeGreaterThan(1_900);
      expect(firstPort).toBeGreaterThan(ranges[index - 1]?.lastPort ?? 0);
    }
    const [first, second] = claimed;
    if (first === undefined || second === undefined) throw new Error('three were claimed');
    second.release();
    const again = await claimSpeechPorts(second.firstPort);
    expect(again.firstPort).toBe(second.firstPort);
    const elsewhere = await claimSpeechPorts(first.firstPort);
    expect(claimed.map(({ firstPort }) => firstPort)).not.toContain(elsewhere.firstPort);
    again.release();
    elsewhere.release();
  } finally {
    claimed[0]?.release();
    claimed[2]?.release();
  }
});
