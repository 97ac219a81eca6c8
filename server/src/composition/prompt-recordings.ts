import { join } from 'node:path';
import { defaultPromptFolder, type RecordingFolders } from '@ringback/driver-phone-asterisk/prompts';

export {
  convertRecording,
  durationOf,
  findProgram,
  findRecording,
  foundNameSpeaker,
  isPhoneSound,
  phoneWave,
  readWave,
  recordingPath,
  runProgram,
  wholeSentence,
  type RecordingFolders,
} from '@ringback/driver-phone-asterisk/prompts';

/** Where the recordings of sentences lie: the centre's own in the data folder, the default voices in the phone folder. */
export function recordingFolders(dataFolder: string): RecordingFolders {
  return { ownFolder: join(dataFolder, 'prompts'), defaultFolder: defaultPromptFolder() };
}
