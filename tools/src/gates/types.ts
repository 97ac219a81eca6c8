import { runLimited, runModule } from '../support/child-process.ts';
import { listFiles, repositoryRoot } from '../support/repository.ts';
import type { GateResult } from './gate.ts';

/** Every tsconfig.json of a workspace, checked by the compiler; a project without files yet is no mistake. */
export async function checkTypes(root: string = repositoryRoot): Promise<GateResult> {
  const projects = listFiles(root).filter((path) => /^[\w-]+(\/[\w-]+)*\/tsconfig[\w.-]*\.json$/u.test(path));
  const problems = await runLimited(projects, 2, (project) => checkProject(project, root));
  return { name: 'types', problems: problems.flat(), seenCount: projects.length };
}

async function checkProject(project: string, root: string): Promise<string[]> {
  const { code, output } = await runModule('typescript/bin/tsc', ['--noEmit', '--pretty', 'false', '-p', project], {
    cwd: root,
  });
  const isEmpty = /error TS18003/u.test(output);
  if (code === 0 || isEmpty) return [];
  const lines = output.split('\n').filter((line) => line.trim() !== '');
  return lines.length === 0 ? [`${project}: the compiler ended with code ${code}`] : lines;
}
