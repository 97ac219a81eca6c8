import type { ClockTime, Grammar } from '../grammar.ts';
import { eachDigit, numbered, range, withHundreds, wordAt } from '../word-table.ts';
import { phrases, sentences } from './spanish-sentences.ts';

const small =
  'cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete dieciocho diecinueve veinte veintiuno veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete veintiocho veintinueve'.split(
    ' ',
  );
const tens = ['', '', '', 'treinta', 'cuarenta', 'cincuenta', 'sesenta', 'setenta', 'ochenta', 'noventa'];
const hundreds =
  'cien doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos novecientos'.split(' ');

function numberText(count: number): string {
  if (count < 30) return wordAt(small, count);
  const ten = wordAt(tens, Math.floor(count / 10));
  return count % 10 === 0 ? ten : `${ten} y ${wordAt(small, count % 10)}`;
}

/** "veintiún minutos", "treinta y un minutos": what ends in one loses its o before a masculine noun. */
function masculineText(count: number): string {
  return count === 21 ? 'veintiún' : numberText(count).replace(/uno$/u, 'un');
}

/** "veintiuna horas". */
function feminineText(count: number): string {
  return numberText(count).replace(/uno$/u, 'una');
}

const endingInOne = range(2, 9).map((ten) => ten * 10 + 1);

function counted(count: number, gender: 'masculine' | 'feminine', noun: string): readonly string[] {
  if (count === 1) return [`${noun}.1`];
  return [endingInOne.includes(count) ? `number.${count}.${gender}` : `number.${count}`, `${noun}.many`];
}

const weekdays = ['lunes', 'martes', 'miércoles', 'jueves', 'viernes', 'sábado', 'domingo'];
const months = 'enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre'.split(' ');

/** The part of the day as it is said after the hour. The names and their bounds are those of Unicode's CLDR for Spanish. */
function dayPart(hour: number): string {
  if (hour === 12) return 'day_part.noon';
  if (hour >= 20 || hour === 0) return 'day_part.night';
  if (hour < 6) return 'day_part.before_dawn';
  return hour < 12 ? 'day_part.morning' : 'day_part.afternoon';
}

function timeClips({ hour, minute }: ClockTime): readonly string[] {
  const clockHour = hour % 12 === 0 ? 12 : hour % 12;
  return [`hour.${clockHour}`, ...(minute === 0 ? [] : [`past.${minute}`]), dayPart(hour)];
}

function pastText(minute: number): string {
  if (minute === 15) return 'y cuarto';
  return minute === 30 ? 'y media' : `y ${numberText(minute)}`;
}

const words: Grammar['words'] = new Map([
  ...numbered('number', range(0, 99).map(numberText)),
  ...endingInOne.flatMap((count) => [
    [`number.${count}.masculine`, masculineText(count)] as const,
    [`number.${count}.feminine`, feminineText(count)] as const,
  ]),
  ...numbered('hundred', hundreds, 1),
  ...hundreds.map((text, index) => [`hundred.${index + 1}.and`, index === 0 ? 'ciento' : text] as const),
  ['minutes.1', 'un minuto'],
  ['minutes.many', 'minutos'],
  ['hours.1', 'una hora'],
  ['hours.many', 'horas'],
  ...numbered(
    'hour',
    range(1, 12).map((hour) => (hour === 1 ? 'a la una' : `a las ${numberText(hour)}`)),
    1,
  ),
  ...numbered('past', range(1, 59).map(pastText), 1),
  ['day_part.before_dawn', 'de la madrugada'],
  ['day_part.morning', 'de la mañana'],
  ['day_part.noon', 'del mediodía'],
  ['day_part.afternoon', 'de la tarde'],
  ['day_part.night', 'de la noche'],
  ['day_word.today', 'hoy'],
  ['day_word.tomorrow', 'mañana'],
  ...numbered(
    'weekday',
    weekdays.map((name) => `el ${name}`),
    1,
  ),
  ...numbered(
    'month',
    months.map((name) => `de ${name}`),
    1,
  ),
  ...numbered('day', range(1, 31).map(numberText), 1),
  ['service.unnamed', 'nuestro servicio de atención al cliente'],
  ['pause.short', ','],
  ['pause.long', '.'],
] satisfies readonly (readonly [string, string])[]);

/** How Spanish is spoken: minutes are masculine and hours feminine, twelve-hour clock with the part of the day. */
export const spanish: Grammar = {
  sentences,
  phrases,
  words,
  number: withHundreds,
  minutes: (count) => counted(count, 'masculine', 'minutes'),
  lowMinutes: (count) => [`number.${count}`],
  hours: (count) => counted(count, 'feminine', 'hours'),
  time: timeClips,
  date: ({ weekday, month, day }) => [`weekday.${weekday}`, `day.${day}`, `month.${month}`],
  digits: eachDigit,
};
