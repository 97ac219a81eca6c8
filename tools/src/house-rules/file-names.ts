import { isProgram, type HouseRule } from './house-rule.ts';

const saysNothing = /(^|-)(utils?|helpers?|managers?|data|info|common|misc|stuff)$/u;

/** A file is named for what it holds. */
export const fileNames: HouseRule = {
  name: 'file names say what is inside',
  minimumFileCount: 150,
  reads: isProgram,
  inspect: (files) =>
    files.flatMap(({ path }) => {
      const name =
        path
          .split('/')
          .at(-1)
          ?.replace(/(\.test)?\.\w+$/u, '') ?? '';
      return saysNothing.test(name)
        ? [{ path, line: 1, message: `"${name}" says nothing; name the file for what it holds` }]
        : [];
    }),
};
