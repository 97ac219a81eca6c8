/**
 * What queueing theory and others' simulations say, typed in. Nothing here comes from this repository's code.
 *
 * `exact` columns are closed forms or numerical integrals: GI/M/s by the root sigma of sigma = A*(s mu (1 - sigma)); M/M/s+M
 * (Erlang A) by its birth-death chain; M/M/s+G by Baccelli and Hebuterne as in Zeltyn and Mandelbaum (Queueing Systems 51,
 * 2005). `simulated` columns were made by an independent simulator of 10 replications of 2,000,000 arrivals. The time unit
 * is the mean service time; squared errors are times 1000.
 */

/** A row of GI/M/100 without abandonment, by load. Squared errors times 1000. */
export interface UnlimitedPatienceRow {
  readonly arrivals: 'M' | 'D' | 'H2';
  readonly load: number;
  /** Null where it is not tabled. */
  readonly delayRatio: number | null;
  readonly meanWait: number;
  readonly errorQL: number;
  readonly variance: number;
}

/** GI/M/100, service mean 1 [exact]. H2: squared coefficient of variation 4, balanced means. */
export const unlimitedPatienceRows: readonly UnlimitedPatienceRow[] = [
  { arrivals: 'M', load: 0.9, delayRatio: 0.21694048, meanWait: 0.1, errorQL: 1.0, variance: 10 },
  { arrivals: 'M', load: 0.93, delayRatio: 0.36905321, meanWait: 0.142857, errorQL: 1.428571, variance: 20.4082 },
  { arrivals: 'M', load: 0.95, delayRatio: 0.50645685, meanWait: 0.2, errorQL: 2.0, variance: 40 },
  { arrivals: 'M', load: 0.98, delayRatio: 0.77510051, meanWait: 0.5, errorQL: 5.0, variance: 250 },
  { arrivals: 'D', load: 0.9, delayRatio: null, meanWait: 0.051787, errorQL: 0.517866, variance: 2.681851 },
  { arrivals: 'D', load: 0.95, delayRatio: null, meanWait: 0.101724, errorQL: 1.017243, variance: 10.34784 },
  { arrivals: 'H2', load: 0.9, delayRatio: null, meanWait: 0.234089, errorQL: 2.340886, variance: 54.79746 },
  { arrivals: 'H2', load: 0.95, delayRatio: null, meanWait: 0.484546, errorQL: 4.845462, variance: 234.7851 },
];

/** A row of M/M/s+M. QLm, QLs, QLr and the variance are exact, LES, HOL and RCS simulated. */
export interface ImpatientRow {
  readonly serverCount: number;
  readonly arrivalRate: number;
  readonly abandonRate: number;
  readonly delayRatio: number;
  readonly abandonedInQueueRatio: number;
  readonly meanPotentialWait: number;
  readonly errorQLm: number;
  readonly errorQLs: number;
  /** Null without overload, where it is not defined. */
  readonly errorQLr: number | null;
  readonly variance: number;
  readonly errorLES: number;
  readonly errorHOL: number;
  readonly errorRCS: number;
}

function impatient(
  [serverCount, arrivalRate, abandonRate]: readonly [number, number, number],
  [delayRatio, abandonedInQueueRatio, meanPotentialWait]: readonly [number, number, number],
  [errorQLm, errorQLs, errorQLr, variance]: readonly [number, number, number | null, number],
  [errorLES, errorHOL, errorRCS]: readonly [number, number, number],
): ImpatientRow {
  return {
    serverCount,
    arrivalRate,
    abandonRate,
    delayRatio,
    abandonedInQueueRatio,
    meanPotentialWait,
    errorQLm,
    errorQLs,
    errorQLr,
    variance,
    errorLES,
    errorHOL,
    errorRCS,
  };
}

/** M/M/s+M, service rate 1: [s, lambda, theta], [P(delay), P(ab), E[V given delay]], [QLm, QLs, QLr, NI], [LES, HOL, RCS]. */
export const impatientRows: readonly ImpatientRow[] = [
  impatient([100, 140, 1], [0.999839, 0.285718, 0.341539], [2.88205, 8.74652, 3.14486, 10.0305], [5.887, 5.745, 7.482]),
  impatient([100, 140, 0.2], [1.0, 0.285714, 1.68736], [14.3102, 124.145, 15.4745, 50.05], [28.87, 28.73, 30.61]),
  impatient(
    [100, 140, 5],
    [0.942738, 0.286987, 0.0767783],
    [0.63454, 1.22963, 0.719338, 1.7311],
    [1.398, 1.269, 2.426],
  ),
  impatient([100, 120, 1], [0.972136, 0.167693, 0.193721], [1.74059, 2.64798, 1.8682, 8.84313], [3.648, 3.486, 5.452]),
  impatient([100, 100, 1], [0.513299, 0.039861, 0.0827944], [0.783935, 0.852299, null, 4.00014], [1.742, 1.574, 3.343]),
  impatient([20, 20, 0.5], [0.60993, 0.0736874, 0.267739], [12.3616, 13.987, null, 42.414], [28.46, 24.74, 43.87]),
  impatient([10, 14, 1], [0.890601, 0.301801, 0.45096], [36.73, 66.6287, 42.9142, 79.5695], [84.5, 73.52, 113.6]),
  impatient([300, 420, 1], [1.0, 0.285714, 0.33814], [0.955099, 5.58909, 1.03438, 3.3389], [1.914, 1.899, 2.237]),
  impatient(
    [1000, 1400, 1],
    [1.0, 0.285714, 0.336972],
    [0.285959, 4.50004, 0.308874, 1.0005],
    [0.5675, 0.5661, 0.6213],
  ),
];

/** A row of M/G/100+G or GI/M/100+M: lambda 140, mean service and mean patience 1. */
export interface GeneralRow {
  readonly name: string;
  readonly arrivals: 'M' | 'H2';
  readonly service: 'M' | 'LN';
  readonly patience: 'M' | 'E10' | 'H2';
  /** Null where neither theory nor the source says it. */
  readonly abandonedInQueueRatio: number | null;
  readonly meanPotentialWait: number;
  readonly isMeanExact: boolean;
  readonly variance: number;
  readonly errorQLs: number;
  readonly errorQLm: number;
  readonly errorLES: number;
  readonly errorHOL: number;
}

/** Other laws of patience, service and arrival. The means of E10 and H2 patience are exact, the other columns simulated. */
export const generalRows: readonly GeneralRow[] = [
  {
    name: 'M/M/100+E10',
    arrivals: 'M',
    service: 'M',
    patience: 'E10',
    abandonedInQueueRatio: 0.285714,
    meanPotentialWait: 0.798031,
    isMeanExact: true,
    variance: 6.02276,
    errorQLs: 80.7,
    errorQLm: 9.417,
    errorLES: 8.779,
    errorHOL: 8.728,
  },
  {
    name: 'M/M/100+H2',
    arrivals: 'M',
    service: 'M',
    patience: 'H2',
    abandonedInQueueRatio: 0.28576,
    meanPotentialWait: 0.220179,
    isMeanExact: true,
    variance: 6.44632,
    errorQLs: 4.65,
    errorQLm: 2.096,
    errorLES: 3.862,
    errorHOL: 3.72,
  },
  {
    name: 'M/LN(1,1)/100+M',
    arrivals: 'M',
    service: 'LN',
    patience: 'M',
    abandonedInQueueRatio: null,
    meanPotentialWait: 0.34101,
    isMeanExact: false,
    variance: 9.047,
    errorQLs: 8.197,
    errorQLm: 2.357,
    errorLES: 5.229,
    errorHOL: 5.115,
  },
  {
    name: 'M/LN(1,1)/100+E10',
    arrivals: 'M',
    service: 'LN',
    patience: 'E10',
    abandonedInQueueRatio: null,
    meanPotentialWait: 0.79847,
    isMeanExact: false,
    variance: 5.36,
    errorQLs: 80.04,
    errorQLm: 8.654,
    errorLES: 7.648,
    errorHOL: 7.607,
  },
  {
    name: 'H2/M/100+M',
    arrivals: 'H2',
    service: 'M',
    patience: 'M',
    abandonedInQueueRatio: null,
    meanPotentialWait: 0.35066,
    isMeanExact: false,
    variance: 18.91,
    errorQLs: 12.03,
    errorQLm: 2.91,
    errorLES: 11.34,
    errorHOL: 11.04,
  },
];

/** A row of Erlang A as a planner reads it. Rates a minute. */
export interface ErlangARow {
  readonly arrivalRate: number;
  readonly serviceRate: number;
  readonly abandonRate: number;
  readonly serverCount: number;
  readonly delayRatio: number;
  readonly abandonedInQueueRatio: number;
  readonly meanWaitSeconds: number;
  readonly meanQueueLength: number;
  readonly occupancyRatio: number;
  /** Served within 20 s, of all. */
  readonly servedWithinTargetRatio: number;
}

function erlangARow(
  [arrivalRate, serviceRate, abandonRate, serverCount]: readonly [number, number, number, number],
  [delayRatio, abandonedInQueueRatio, meanWaitSeconds]: readonly [number, number, number],
  [meanQueueLength, occupancyRatio, servedWithinTargetRatio]: readonly [number, number, number],
): ErlangARow {
  return {
    arrivalRate,
    serviceRate,
    abandonRate,
    serverCount,
    delayRatio,
    abandonedInQueueRatio,
    meanWaitSeconds,
    meanQueueLength,
    occupancyRatio,
    servedWithinTargetRatio,
  };
}

/** Erlang A [exact]. The first row is the example of Mandelbaum and Zeltyn. */
export const erlangARows: readonly ErlangARow[] = [
  erlangARow([48, 1, 0.5, 50], [0.46777407, 0.03091225, 3.70947], [2.967576, 0.930324, 0.94301895]),
  erlangARow([48, 1, 0.5, 45], [0.78686704, 0.08360246, 10.0323], [8.025837, 0.977491, 0.76474679]),
  erlangARow([48, 1, 1, 50], [0.4054044, 0.03941752, 2.36505], [1.892041, 0.922159, 0.95561414]),
  erlangARow([48, 1, 0.2, 50], [0.54229455, 0.02074999, 6.225], [4.979999, 0.94008, 0.88769333]),
  erlangARow([50, 1, 0.5, 50], [0.60116765, 0.04668459, 5.60215], [4.668459, 0.953315, 0.90007573]),
  erlangARow([55, 1, 0.5, 50], [0.86623372, 0.10208019, 12.24962], [11.228821, 0.987712, 0.69226409]),
  erlangARow([10 / 3, 1 / 3, 0.5, 10], [0.49685275, 0.13746383, 16.49566], [0.916426, 0.862536, 0.63994131]),
  erlangARow([10 / 3, 1 / 3, 0.5, 12], [0.27980702, 0.06159738, 7.39169], [0.410649, 0.782002, 0.82558264]),
  erlangARow([20 / 3, 0.2, 1 / 3, 34], [0.42222799, 0.06794791, 12.23062], [1.358958, 0.913777, 0.72914432]),
  erlangARow([20 / 3, 0.2, 1 / 3, 30], [0.66319878, 0.13797673, 24.83581], [2.759535, 0.957804, 0.49853613]),
];

/** A mean with its interval, as a program printed it. */
export interface PrintedMean {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /** What rounding may have taken from each end: half a unit of the last digit that was printed. */
  readonly roundedBy: number;
}

function printed(value: number, low: number, high: number, digitCount = 3): PrintedMean {
  return { value, low, high, roundedBy: 0.5 * 10 ** -digitCount };
}

/**
 * What the example programs of the ContactCenters library (Buist and L'Ecuyer, Universite de Montreal) printed after 1000
 * days, with 95 % intervals (CallCC: 90 %). Times as printed: minutes, CallCC seconds.
 */
export const printedResults = {
  MMC: {
    servedWithinTarget: printed(1816.158, 1812.618, 1819.698),
    serviceLevel: printed(0.902, 0.9, 0.904),
    speedOfAnswerMinutes: printed(0.099, 0.097, 0.102),
    occupancyRatio: printed(0.695, 0.694, 0.697),
  },
  MMCAb: {
    abandonedInQueue: printed(58.609, 57.66, 59.558),
    servedWithinTarget: printed(1906.008, 1903.785, 1908.231),
    serviceLevel: printed(0.975, 0.974, 0.975),
    speedOfAnswerMinutes: printed(0.024, 0.023, 0.024),
    occupancyRatio: printed(0.675, 0.674, 0.677),
    serviceLevelWithAbandonment: printed(0.968, 0.968, 0.969),
  },
  CallCC: {
    arrivals: printed(1639.507, 1612.789, 1666.225),
    meanWaitSeconds: printed(11.834, 10.06, 13.608),
    waitedLessThanTargetRatio: printed(0.853, 0.844, 0.862),
    lostRatio: printed(0.0342, 0.0311, 0.0374, 4),
  },
  SimpleMSK: {
    served: printed(4297.305, 4270.15, 4324.46),
    abandonedInQueue: printed(910.335, 876.133, 944.537),
    serviceLevel: printed(0.501, 0.494, 0.509),
    occupancyRatio: printed(0.881, 0.877, 0.884),
    servedWithinTargetByKindAndPeriod: [
      [printed(170.154, 164.338, 175.97), printed(599.334, 594.159, 604.509), printed(15.49, 13.782, 17.198)],
      [printed(262.936, 254.597, 271.275), printed(511.648, 506.276, 517.02), printed(34.697, 31.27, 38.124)],
      [printed(259.806, 250.178, 269.434), printed(613.732, 607.586, 619.878), printed(24.888, 22.137, 27.639)],
    ],
  },
} as const;

/**
 * MMC once more [exact]: M/M/12 from empty over 480 minutes, by integrating the forward equations of its birth-death chain
 * (Runge-Kutta, steps of 3 s); callers see the state probabilities of their moment (Poisson arrivals).
 */
export const mmcFromEmpty = {
  servedWithinTarget: 1815.272,
  serviceLevel: 0.900432,
  speedOfAnswerMinutes: 0.100681,
  occupancyRatio: 0.696934,
} as const;
