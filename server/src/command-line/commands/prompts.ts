import { spokenLanguages, type SpokenLanguage } from '@ringback/core';
import { Argument, type Command, Option } from 'commander';
import { recordingFolders } from '../../composition/prompt-recordings.ts';
import { readSettings } from '../../settings/environment.ts';
import { listPrompts } from './prompts-list.ts';
import { playPrompt } from './prompts-play.ts';
import { setRecording } from './prompts-set.ts';

/** `ringback prompts list|set|play`: what is said on the phone, and the recordings it is said with. */
export function registerPromptsCommands(program: Command): void {
  const prompts = program.command('prompts').description('hear, list and replace what is said on the phone');
  prompts
    .command('list')
    .description('list the recordings of a language, with their words and where they come from')
    .addOption(new Option('--language <language>', 'only this language').choices(spokenLanguages))
    .option('--missing', 'only recordings that are not there in their language')
    .action((options: { language?: SpokenLanguage; missing?: boolean }) =>
      listPrompts(folders(), {
        languages: options.language === undefined ? spokenLanguages : [options.language],
        isMissingOnly: options.missing === true,
        print: (line) => console.log(line),
      }),
    );
  prompts
    .command('set')
    .description('replace a recording by your own')
    .addArgument(languageArgument())
    .argument('<clip>', 'name of the recording, as `prompts list` shows it; or name:<name of a service>')
    .argument('<file>', 'a WAVE file')
    .action(async (language: SpokenLanguage, clip: string, file: string) =>
      console.log(await setRecording(folders(), { language, clip, file })),
    );
  prompts
    .command('play')
    .description('speak a whole sentence')
    .addArgument(languageArgument())
    .argument('<prompt>', 'name of the sentence, such as queue_invitation')
    .option('--values <name=value...>', 'facts in the sentence, such as lowMs=300000 serviceName=Sales')
    .option('--out <file>', 'write a WAVE file instead of playing it')
    .action(async (language: SpokenLanguage, name: string, options: { values?: readonly string[]; out?: string }) => {
      const request = { language, name, values: options.values ?? [], out: options.out ?? null };
      for (const line of await playPrompt(folders(), request)) console.log(line);
    });
}

function languageArgument(): Argument {
  return new Argument('<language>', 'language of the recording').choices(spokenLanguages);
}

function folders() {
  return recordingFolders(readSettings(process.env).dataFolder);
}
