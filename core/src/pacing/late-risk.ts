/** What is on its way to the customers of a line, and who may be there for them. */
export interface Outlook {
  /** Customers who are being dialled without an agent held for them, before the one that is thought of. */
  readonly dialCount: number;
  /** The share of dials that become a customer who wants to be connected, 0 to 1. */
  readonly confirmedRatio: number;
  /** Agents who are free now. */
  readonly freeCount: number;
  /** Agents who are busy now. */
  readonly busyCount: number;
  /** The share of the busy who will be free in time, 0 to 1. */
  readonly freedRatio: number;
}

/**
 * The chance that one customer more, dialled now, confirms and finds nobody free in time (D4): with A of those under way
 * confirming first, binomial over the dials, and S of the busy freed, binomial over the busy, P(A + 1 > free + S). Each dial
 * answers for itself: where every one has at most this chance, so has the share of them all. The busy are taken as alike with
 * their mean chance, which spreads S wider than it is and so errs on the side of the customer.
 */
export function lateRiskOfOneMore(outlook: Outlook): number {
  const { dialCount, confirmedRatio, freeCount, busyCount, freedRatio } = outlook;
  const atLeast = tails(dialCount, confirmedRatio);
  let risk = 0;
  for (let freed = 0; freed <= busyCount && freeCount + freed <= dialCount; freed += 1)
    risk += binomial(busyCount, freedRatio, freed) * (atLeast[freeCount + freed] ?? 0);
  return Math.min(1, risk);
}

/** P(A >= y) for y = 0 to n, where A is binomial(n, p). */
function tails(n: number, p: number): readonly number[] {
  const atLeast = Array.from({ length: n + 1 }, () => 0);
  let sum = 0;
  for (let y = n; y >= 0; y -= 1) {
    sum += binomial(n, p, y);
    atLeast[y] = sum;
  }
  return atLeast;
}

/** P(X = k) for X binomial(n, p), by logarithms: a large n would make (1 - p)^n vanish. */
function binomial(n: number, p: number, k: number): number {
  if (p <= 0) return k === 0 ? 1 : 0;
  if (p >= 1) return k === n ? 1 : 0;
  return Math.exp(logChoose(n, k) + k * Math.log(p) + (n - k) * Math.log1p(-p));
}

function logChoose(n: number, k: number): number {
  return logFactorial(n) - logFactorial(k) - logFactorial(n - k);
}

/** Logarithms of factorials, as far as they were asked for. */
const logFactorials: number[] = [0];

function logFactorial(n: number): number {
  for (let k = logFactorials.length; k <= n; k += 1) logFactorials.push((logFactorials[k - 1] ?? 0) + Math.log(k));
  return logFactorials[n] ?? 0;
}
