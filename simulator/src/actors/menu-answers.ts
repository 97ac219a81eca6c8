import type { Prompt } from '@ringback/core';
import type { Random } from '../random.ts';

/** What a caller presses at a question: mostly something that fits, at times nothing or nonsense. Null: they listen only. */
export function menuAnswer(name: Prompt['name'], random: Random, accessCode: string | null): string | null {
  switch (name) {
    case 'number_confirmation':
      return random.weighted({ '1': 80, '2': 6, '3': 8, '': 4, '8': 2 });
    case 'number_entry':
    case 'number_invalid':
      return random.weighted({ '2125551987#': 70, '123#': 20, '2125': 10 });
    case 'time_choices':
      return random.weighted({ '1': 40, '3': 20, '#': 20, '': 20 });
    case 'recognised_caller':
      return random.weighted({ '1': 45, '2': 15, '3': 10, '': 25, '9': 5 });
    case 'recognised_closed':
      return random.weighted({ '2': 30, '3': 15, '1': 15, '': 40 });
    case 'call_in_code':
    case 'call_in_wrong_code':
      return random.chance(0.8) && accessCode !== null ? `${accessCode}#` : '00#';
    case 'call_in_expired':
    case 'call_in_unknown':
      return random.weighted({ '1': 70, '': 30 });
    default:
      return null;
  }
}
