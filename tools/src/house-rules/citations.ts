import { citationsIn, knownNumbers } from '../support/citations.ts';
import { isTestFile } from '../support/repository.ts';
import { isProgram, type HouseRule } from './house-rule.ts';

/** A test that cites a number cites one that exists in tools/requirements.json. */
export const citations: HouseRule = {
  name: 'tests cite numbers that exist',
  minimumFileCount: 20,
  reads: (path) => isProgram(path) && (isTestFile(path) || path.startsWith('testkit/')),
  inspect: (files) => {
    const known = knownNumbers();
    return files.flatMap((file) =>
      citationsIn(file)
        .filter(({ number }) => !known.has(number))
        .map(({ number, line }) => ({
          path: file.path,
          line,
          message: `[${number}] is in no list; see tools/requirements.json`,
        })),
    );
  },
};
