export type { SpokenPart } from './spoken-part.ts';
export { spokenLanguages, type SpokenLanguage } from './grammar.ts';
export { spokenLanguageOf } from './languages/all.ts';
export { allClips } from './catalogue.ts';
export { nameClip } from './name-clip.ts';
export { sentenceText, spokenParts } from './spoken-parts.ts';
