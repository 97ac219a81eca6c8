import type { Store } from '@ringback/engine';
import type { Metrics } from '../metrics/metrics.ts';

/** A store whose commits are measured. */
export function measureStore(store: Store, metrics: Metrics): Store {
  return {
    ...store,
    async commit(batch) {
      const beganAt = performance.now();
      try {
        await store.commit(batch);
      } catch (error) {
        metrics.count('ringback_commit_failures_total');
        throw error;
      }
      metrics.observeSeconds('ringback_commit_seconds', (performance.now() - beganAt) / 1_000);
      metrics.count('ringback_batches_total');
      metrics.count('ringback_history_entries_total', {}, batch.history.length);
    },
  };
}
