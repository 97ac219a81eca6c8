import { slots, type Grammar, type PhraseName, type Slot, type Step } from './grammar.ts';

/** What fills the slots of a sentence: names of recordings. A slot without anything to say is left out. */
export type Fillings = Partial<Readonly<Record<Slot, readonly string[]>>>;

/** Is something so: `hasTimes`? */
export type IsSo = (condition: string) => boolean;

const pauses: Fillings = { ',': ['pause.short'], '.': ['pause.long'] };

/** A step that names a recording: the condition under which it is spoken, its key, its text. */
const RECORDING = /^(?:\?(?<condition>\w+) )?(?<key>\w+): (?<text>.+)$/u;

/** The recordings of a sentence or phrase in their order. */
export function clipsOf(
  name: string,
  steps: readonly Step[],
  fillings: Fillings,
  isSo: IsSo = () => false,
): readonly string[] {
  return steps.flatMap((step) => {
    const slot = slotOf(step);
    if (slot !== null) return pauses[slot] ?? fillings[slot] ?? [];
    const { condition, key } = recordingOf(step);
    return condition === undefined || isSo(condition) ? [`${name}.${key}`] : [];
  });
}

/** The recordings of one of a language's phrases. */
export function phraseOf(grammar: Grammar, name: PhraseName, fillings: Fillings = {}): readonly string[] {
  return clipsOf(name, grammar.phrases[name], fillings);
}

/** The recordings that the steps of a sentence name themselves, with their texts. */
export function textsOf(name: string, steps: readonly Step[]): readonly (readonly [clip: string, text: string])[] {
  return steps
    .filter((step) => slotOf(step) === null)
    .map((step) => {
      const { key, text } = recordingOf(step);
      return [`${name}.${key}`, text] as const;
    });
}

function slotOf(step: Step): Slot | null {
  return slots.find((slot) => step === `{${slot}}`) ?? null;
}

function recordingOf(step: Step): { condition: string | undefined; key: string; text: string } {
  const { condition, key, text } = RECORDING.exec(step)?.groups ?? {};
  if (key === undefined || text === undefined) throw new Error(`A step is "{slot}" or "key: text", not "${step}".`);
  return { condition, key, text };
}
