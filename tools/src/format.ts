// `npm run format`: writes every file the formatter owns as it should be.
import { formattedFiles, runFormatter } from './gates/format.ts';
import { print } from './support/terminal.ts';

const { code, output } = await runFormatter('--write');
if (output.trim() !== '') print(output.trim());
print(
  code === 0 ? `${formattedFiles().length} files are as they should be.` : `The formatter ended with code ${code}.`,
);
process.exitCode = code;
