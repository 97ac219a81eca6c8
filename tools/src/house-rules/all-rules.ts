import { arrows } from './arrows.ts';
import { bannedWordsRule } from './banned-words.ts';
import { citations } from './citations.ts';
import { declaredPackages } from './declared-packages.ts';
import { docstrings } from './docstrings.ts';
import { fileNames } from './file-names.ts';
import { handlerNames } from './handler-names.ts';
import type { HouseRule } from './house-rule.ts';
import { migrations } from './migrations.ts';
import { packageIndex } from './package-index.ts';
import { sizes } from './sizes.ts';

/** The rules of the house, in the order they are reported. */
export const allRules: readonly HouseRule[] = [
  arrows,
  packageIndex,
  declaredPackages,
  bannedWordsRule,
  fileNames,
  handlerNames,
  sizes,
  docstrings,
  citations,
  migrations,
];
