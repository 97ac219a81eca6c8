import axe from 'axe-core';
import type { Page } from 'playwright-core';

const standards = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'];

/** Breaches of WCAG 2.2 AA on the page as it stands (C4), one line each with rule, element and reason. */
export async function accessibilityProblems(page: Page): Promise<readonly string[]> {
  // The page's own security policy forbids foreign scripts; evaluating in the page is the debugger's right.
  await page.evaluate(`window.axe ??= (() => { ${axe.source}; return window.axe; })()`);
  return page.evaluate<string[]>(`
    axe.run(document, { runOnly: { type: 'tag', values: ${JSON.stringify(standards)} } }).then(({ violations }) =>
      violations.flatMap(({ id, nodes }) => nodes.map((node) =>
        id + ': ' + node.target.flat().join(' ') + ': ' + node.failureSummary.replaceAll('\\n', ' '))))`);
}

/** How much wider than the screen the page is, in CSS pixels; 0 when nobody has to scroll sideways. */
export function sidewaysOverflowPx(page: Page): Promise<number> {
  return page.evaluate<number>(
    'Math.max(0, document.documentElement.scrollWidth - document.documentElement.clientWidth)',
  );
}

const widths = [
  { width: 1440, height: 900 },
  { width: 360, height: 740 },
];
const schemes = ['light', 'dark'] as const;

/** Looks at a page in light and dark, wide and narrow; gives what is wrong with where. The page is left wide and light. */
export async function lookEverywhere(page: Page, state: string): Promise<readonly string[]> {
  const problems: string[] = [];
  for (const size of widths) {
    await page.setViewportSize(size);
    for (const colorScheme of schemes) {
      await page.emulateMedia({ colorScheme });
      const where = `${state}, ${size.width} px, ${colorScheme}`;
      problems.push(...(await accessibilityProblems(page)).map((problem) => `${where}: ${problem}`));
    }
    const overflowPx = await sidewaysOverflowPx(page);
    if (overflowPx > 0) problems.push(`${state}, ${size.width} px: ${overflowPx} px wider than the screen`);
  }
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize({ width: 1440, height: 900 });
  return problems;
}
