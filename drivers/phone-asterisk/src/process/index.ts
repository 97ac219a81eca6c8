export {
  answersPing,
  startEngine,
  type EngineEnd,
  type EngineSettings,
  type RunningEngine,
  type StartOptions,
} from './engine-process.ts';
export { findInstalledEngine, phoneHome, type InstalledEngine } from './installed-engine.ts';
export { foldersIn, newRunFolder, runFolderOf, writeConfiguration } from './run-folder.ts';
export { keepEngine, type KeptEngine } from './kept-engine.ts';
export { superviseEngine, type SupervisedEngine, type SupervisionOptions } from './supervised-engine.ts';
