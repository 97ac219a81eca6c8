export { findRecording, recordingPath, type FoundRecording, type RecordingFolders } from './recordings.ts';
export { recordedPrompts, type RecordedPromptsOptions, type SpeakName } from './recorded-prompts.ts';
export {
  durationOf,
  isPhoneSound,
  NotAWaveError,
  parseWave,
  phoneWave,
  readWave,
  type WaveSound,
} from './wave-file.ts';
export {
  findProgram,
  findVoicePrograms,
  HOW_TO_GET_VOICES,
  ProgramFailed,
  runProgram,
  type VoicePrograms,
} from './voice-programs.ts';
export {
  convertRecording,
  foundNameSpeaker,
  makeRecordings,
  nameSpeaker,
  recipeOf,
  VoiceFailed,
  wholeVoicePrograms,
  type WholeVoicePrograms,
} from './voices.ts';
export { wholeSentence, type WholeSentence } from './whole-sentence.ts';
export { defaultPromptFolder } from './default-folder.ts';
