type Labels = Readonly<Record<string, string>>;

/** What is counted and measured, in the text format of Prometheus. */
export interface Metrics {
  /** Counts one. */
  count(name: string, labels?: Labels, by?: number): void;
  /** Measures a duration in seconds. */
  observeSeconds(name: string, seconds: number): void;
  /** Everything, with these gauges of the moment. */
  text(gauges: readonly { name: string; labels: Labels; value: number }[]): string;
}

const help: Readonly<Record<string, string>> = {
  ringback_http_requests_total: 'Requests answered, by operation and status.',
  ringback_commands_total: 'Commands decided, by kind and result.',
  ringback_batches_total: 'Batches of decisions committed.',
  ringback_commit_failures_total: 'Commits that failed or whose outcome is unknown.',
  ringback_history_entries_total: 'Entries appended to the history.',
  ringback_commit_seconds: 'Duration of one commit.',
  ringback_open_callbacks: 'Open callbacks, by queue and state.',
  ringback_waiting: 'In line, by queue and kind.',
  ringback_agents_ready: 'Agents who could take the next, by queue.',
  ringback_writer: 'Whether this node decides.',
  ringback_phone_connected: 'Whether the phone system is connected.',
  ringback_phone_connects: 'Connections to the phone system since the start.',
  ringback_phone_legs: 'Telephones that ring or talk now.',
  ringback_trunk_ready: 'Whether a trunk takes calls: it answers, has a line free and did not fail a moment ago.',
  ringback_trunk_calls: 'Calls on a trunk now, in and out.',
  ringback_trunk_calls_max: 'Most calls that a trunk takes at a time.',
};

/** Upper bounds of the histogram, seconds. */
const BOUNDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5];

interface Histogram {
  readonly counts: number[];
  sum: number;
  count: number;
}

/** Makes empty metrics. */
export function createMetrics(): Metrics {
  const counters = new Map<string, Map<string, number>>();
  const histograms = new Map<string, Histogram>();
  return {
    count(name, labels = {}, by = 1) {
      const series = counters.get(name) ?? new Map<string, number>();
      const key = labelText(labels);
      series.set(key, (series.get(key) ?? 0) + by);
      counters.set(name, series);
    },
    observeSeconds(name, seconds) {
      const histogram = histograms.get(name) ?? { counts: BOUNDS.map(() => 0), sum: 0, count: 0 };
      BOUNDS.forEach((bound, index) => {
        if (seconds <= bound) histogram.counts[index] = (histogram.counts[index] ?? 0) + 1;
      });
      histogram.sum += seconds;
      histogram.count += 1;
      histograms.set(name, histogram);
    },
    text(gauges) {
      const lines: string[] = [];
      for (const [name, series] of counters) {
        lines.push(...heading(name, 'counter'), ...[...series].map(([labels, value]) => `${name}${labels} ${value}`));
      }
      for (const [name, histogram] of histograms)
        lines.push(...heading(name, 'histogram'), ...histogramLines(name, histogram));
      for (const [name, same] of Map.groupBy(gauges, (gauge) => gauge.name)) {
        lines.push(
          ...heading(name, 'gauge'),
          ...same.map(({ labels, value }) => `${name}${labelText(labels)} ${value}`),
        );
      }
      return `${lines.join('\n')}\n`;
    },
  };
}

function heading(name: string, type: string): string[] {
  return [`# HELP ${name} ${help[name] ?? name}`, `# TYPE ${name} ${type}`];
}

function histogramLines(name: string, { counts, sum, count }: Histogram): string[] {
  const buckets = BOUNDS.map((bound, index) => `${name}_bucket{le="${bound}"} ${counts[index] ?? 0}`);
  return [...buckets, `${name}_bucket{le="+Inf"} ${count}`, `${name}_sum ${sum}`, `${name}_count ${count}`];
}

function labelText(labels: Labels): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${value.replace(/["\\\n]/g, '_')}"`);
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}
