// `npm run phone:prompts`: the default voices of every language, from the texts of the sentences.
import { parseArgs } from 'node:util';
import { spokenLanguages } from '@ringback/core';
import {
  defaultPromptFolder,
  findVoicePrograms,
  HOW_TO_GET_VOICES,
  wholeVoicePrograms,
} from '@ringback/driver-phone-asterisk/prompts';
import { print, secondsSince } from '../support/terminal.ts';
import { makeDefaultVoices } from './default-voices.ts';

const usage = `npm run phone:prompts -- [--language de]
Makes the default voices of all sentences (${spokenLanguages.join(', ')}) in the folder .phone/prompts, with eSpeak NG and SoX.
What is there already and still right is left alone.`;

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { language: { type: 'string' }, help: { type: 'boolean' } } });
  if (values.help === true) return print(usage);
  const programs = wholeVoicePrograms(findVoicePrograms());
  if (programs === null) throw new Error(`The voices are made with espeak-ng and sox: ${HOW_TO_GET_VOICES}.`);
  const wanted = spokenLanguages.filter((language) => (values.language ?? language) === language);
  if (wanted.length === 0) throw new Error(`Say one of: ${spokenLanguages.join(', ')}.`);
  const folder = defaultPromptFolder();
  const startedAtMs = performance.now();
  for (const language of wanted) {
    const { clipCount, madeCount } = await makeDefaultVoices(programs, folder, language);
    print(`${language}: ${clipCount} recordings, ${madeCount} made.`);
  }
  print(`They are in ${folder} (${secondsSince(startedAtMs)}).`);
}

try {
  await main();
} catch (error) {
  print(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
