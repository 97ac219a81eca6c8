/** How often things go wrong. Ratios are probabilities of one thing; means are of exponential times. Null: never. */
export interface Faults {
  readonly eventLateRatio: number;
  readonly eventLostRatio: number;
  readonly eventRepeatedRatio: number;
  readonly eventReorderedRatio: number;
  readonly effectRefusedRatio: number;
  /** A request takes up to seven seconds to reach the network. */
  readonly effectSlowRatio: number;
  /** Somebody answers or hangs up just as a new writer asks which legs there are. */
  readonly stirRatio: number;
  readonly commitFailsBeforeRatio: number;
  readonly commitFailsAfterRatio: number;
  /** The connection is cut and the commit is written some time later all the same. */
  readonly commitWrittenLateRatio: number;
  /** A commit is written in time, and the answer to it takes two to six seconds; look-ups fail meanwhile. */
  readonly commitAnsweredLateRatio: number;
  readonly requestLostRatio: number;
  /** A look-up of earlier replies in the database fails. */
  readonly lookUpFailsRatio: number;
  /** A node is killed after this many events of the whole world, on average. */
  readonly crashEveryCount: number | null;
  /** A node stands still, as in a long garbage collection, for longer than its lease. */
  readonly stallEveryMs: number | null;
  readonly clockStepEveryMs: number | null;
  /** The phone engine dies, and all its legs with it. */
  readonly phoneDiesEveryMs: number | null;
}

/** What kind of world a seed makes. */
export interface Profile {
  readonly name: string;
  readonly description: string;
  /** Agents of the centre; several: drawn from the seed. */
  readonly agentCounts: readonly number[];
  /** Offered work as a share of what the agents can do; drawn between these. */
  readonly loadRatios: readonly [number, number];
  readonly nodeCount: 1 | 2;
  readonly leaseMs: number;
  readonly commitMs: readonly [number, number];
  readonly phoneMs: readonly [number, number];
  /** Mean conversation, milliseconds. */
  readonly talkMs: number;
  /** The part of a day that is played, hours of the centre's day from and to. */
  readonly hours: readonly [number, number];
  /** How much odd behaviour there is of customers, agents, carriers and staff: 1 is an ordinary day. */
  readonly mischief: number;
  readonly faults: Faults;
  /** Worlds of several kinds: seed by seed another of these is played instead. */
  readonly variants?: readonly Profile[];
}

/** Nothing fails. */
export const calmFaults: Faults = {
  eventLateRatio: 0,
  eventLostRatio: 0,
  eventRepeatedRatio: 0,
  eventReorderedRatio: 0,
  effectRefusedRatio: 0,
  effectSlowRatio: 0,
  stirRatio: 0,
  commitFailsBeforeRatio: 0,
  commitFailsAfterRatio: 0,
  commitWrittenLateRatio: 0,
  commitAnsweredLateRatio: 0,
  requestLostRatio: 0,
  lookUpFailsRatio: 0,
  crashEveryCount: null,
  stallEveryMs: null,
  clockStepEveryMs: null,
  phoneDiesEveryMs: null,
};

const allFaults: Faults = {
  eventLateRatio: 0.01,
  eventLostRatio: 0.003,
  eventRepeatedRatio: 0.01,
  eventReorderedRatio: 0.01,
  effectRefusedRatio: 0.002,
  effectSlowRatio: 0.01,
  stirRatio: 0.3,
  commitFailsBeforeRatio: 0.0015,
  commitFailsAfterRatio: 0.0015,
  commitWrittenLateRatio: 0.001,
  commitAnsweredLateRatio: 0.0005,
  requestLostRatio: 0.005,
  lookUpFailsRatio: 0.0005,
  crashEveryCount: 4_000,
  stallEveryMs: 45 * 60_000,
  clockStepEveryMs: 60 * 60_000,
  phoneDiesEveryMs: 4 * 60 * 60_000,
};

const day: Profile = {
  name: 'day',
  description: 'one ordinary day of a centre with 50 agents, nothing fails',
  agentCounts: [50],
  loadRatios: [0.8, 1.05],
  nodeCount: 1,
  leaseMs: 30_000,
  commitMs: [2, 2],
  phoneMs: [5, 5],
  talkMs: 240_000,
  hours: [7.5, 19],
  mischief: 1,
  faults: calmFaults,
};

const storm: Profile = {
  ...day,
  name: 'storm',
  description: 'a small overloaded centre for an hour and a half, faults ten times as dense',
  agentCounts: [3, 6],
  loadRatios: [1, 2],
  nodeCount: 2,
  leaseMs: 3_000,
  commitMs: [1, 400],
  phoneMs: [1, 800],
  talkMs: 90_000,
  hours: [8.5, 10],
  mischief: 4,
  faults: {
    ...allFaults,
    eventLateRatio: 0.08,
    eventLostRatio: 0.02,
    eventRepeatedRatio: 0.05,
    eventReorderedRatio: 0.05,
    effectRefusedRatio: 0.01,
    effectSlowRatio: 0.1,
    stirRatio: 0.5,
    commitFailsBeforeRatio: 0.01,
    commitFailsAfterRatio: 0.01,
    commitWrittenLateRatio: 0.01,
    commitAnsweredLateRatio: 0.015,
    requestLostRatio: 0.03,
    lookUpFailsRatio: 0.01,
    crashEveryCount: 1_500,
    stallEveryMs: 6 * 60_000,
    clockStepEveryMs: 8 * 60_000,
    phoneDiesEveryMs: 12 * 60_000,
  },
};

const rush: Profile = {
  ...storm,
  name: 'rush',
  description: 'the opening of a small overloaded centre, everybody very odd; nothing fails, so nothing has an excuse',
  hours: [7.6, 9.25],
  loadRatios: [2, 4],
  commitMs: [1, 80],
  faults: calmFaults,
};

const evening: Profile = {
  ...rush,
  name: 'evening',
  description: 'the same at closing time',
  agentCounts: [6, 10],
  hours: [16.9, 19.25],
  loadRatios: [5, 9],
};

/** The worlds by name. */
export const profiles: Readonly<Record<string, Profile>> = {
  day,
  calm: {
    ...day,
    name: 'calm',
    description: 'the same with enough agents and little odd behaviour: for speed',
    loadRatios: [0.6, 0.8],
    mischief: 0.3,
  },
  faults: {
    ...day,
    name: 'faults',
    description: 'smaller centres, two nodes, every fault at once',
    agentCounts: [4, 8, 12, 20],
    loadRatios: [0.7, 1.3],
    nodeCount: 2,
    leaseMs: 3_000,
    commitMs: [1, 60],
    phoneMs: [1, 120],
    mischief: 2,
    faults: allFaults,
  },
  storm,
  rush,
  evening,
  mixed: {
    ...storm,
    name: 'mixed',
    description: 'storm, rush, storm, evening, by turns of the seeds: asks the most of a hundred seeds',
    variants: [storm, rush, storm, evening],
  },
};

/** The profile of a name, with another number of agents where one is given; null when there is none of that name. */
export function profileOf(name: string, agentCount: number | null): Profile | null {
  const found = profiles[name];
  if (found === undefined) return null;
  if (agentCount === null) return found;
  const withAgents = (profile: Profile): Profile => ({ ...profile, agentCounts: [agentCount] });
  const { variants } = found;
  return variants === undefined ? withAgents(found) : { ...withAgents(found), variants: variants.map(withAgents) };
}

/** The world that a seed makes of a profile: one of its variants, by turns, or the profile itself. */
export function variantOf(profile: Profile, seed: number): Profile {
  const { variants } = profile;
  return variants?.[(seed - 1) % variants.length] ?? profile;
}
