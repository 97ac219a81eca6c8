import { allRules } from '../house-rules/all-rules.ts';
import { applyRule, loadSourceFiles, type HouseRule, type SourceFile } from '../house-rules/house-rule.ts';
import type { GateResult } from './gate.ts';

/** One result for each rule of the house. */
export function checkHouse(rules: readonly HouseRule[] = allRules): GateResult[] {
  const files = loadSourceFiles();
  return rules.map((rule) => checkRule(rule, files));
}

/** A rule passes when it saw enough files to mean something and found nothing in them. */
export function checkRule(rule: HouseRule, files: readonly SourceFile[]): GateResult {
  const { findings, seenCount } = applyRule(rule, files);
  const problems = findings.map(({ path, line, message }) => `${path}:${line}: ${message}`);
  const isBlind = seenCount < rule.minimumFileCount;
  const blind = isBlind ? [`it saw ${seenCount} files and should see at least ${rule.minimumFileCount}`] : [];
  return { name: `house: ${rule.name}`, problems: [...blind, ...problems], seenCount };
}
