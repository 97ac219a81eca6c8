import { expect, test } from 'vitest';
import { recover } from './recover.ts';

test(
  '[X3] after kill -9 the next node decides, and every phase of its start is measured',
  { timeout: 180_000 },
  async () => {
    const report = await recover({ scale: 0.0001, say: () => undefined });
    const [total, ...parts] = report.figures;
    expect(total).toMatchObject({ name: 'from start to first decision', unit: 'ms' });
    expect(total?.value).toBeGreaterThan(0);
    expect(parts.every((figure) => figure.value >= 0)).toBe(true);
    const own = parts.slice(0, 4).reduce((sum, figure) => sum + figure.value, 0);
    expect(own).toBeCloseTo(total?.value ?? 0, 3);
  },
);
