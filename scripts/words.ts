import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { matchesGlob } from 'node:path';

/** The words to avoid in technical texts, with better ones; the files that are exempt; and words that are allowed in some files. */
interface WordList {
  avoid: Record<string, string>;
  exempt: string[];
  allow: Record<string, string[]>;
}

/** A word to avoid, and where it is. */
interface Finding {
  file: string;
  line: number;
  word: string;
}

const { avoid, exempt, allow }: WordList = JSON.parse(
  readFileSync(new URL('words/list.json', import.meta.url), 'utf8'),
);

/** The words to avoid in a text, in any case. Parts of identifiers do not count: `doorHandle` is allowed. */
export function findWords(file: string, text: string): Finding[] {
  const pattern = new RegExp(`(?<![\\w-])(?:${Object.keys(avoid).join('|')})(?![\\w-])`, 'gi');
  const allowed = Object.entries(allow).flatMap(([glob, words]) => (matchesGlob(file, glob) ? words : []));
  return text.split('\n').flatMap((line, index) =>
    [...line.matchAll(pattern)]
      .map(([word]) => word.toLowerCase())
      .filter((word) => !allowed.includes(word))
      .map((word) => ({ file, line: index + 1, word })),
  );
}

/** The technical texts of the repository below `folders`: code, schema, documents and configuration. */
function technicalTexts(folders: readonly string[]): string[] {
  const tracked = execFileSync('git', ['ls-files', '-z', '--', ...folders], { encoding: 'utf8' });
  const isText = /\.(ts|tsx|mts|mjs|js|json|graphql|md|ya?ml|sql|lua|css|html)$|(^|\/)(\.env\.example|Dockerfile|run)$/;
  return tracked.split('\0').filter((file) => isText.test(file) && !exempt.some((glob) => matchesGlob(file, glob)));
}

if (import.meta.main) {
  const findings = technicalTexts(process.argv.slice(2)).flatMap((file) => findWords(file, readFileSync(file, 'utf8')));
  for (const { file, line, word } of findings) console.error(`${file}:${line} ${word} → ${avoid[word]}`);
  const count = findings.length === 1 ? '1 word' : `${findings.length} words`;
  if (findings.length > 0) console.error(`${count} to replace. The list is scripts/words/list.json.`);
  process.exitCode = findings.length > 0 ? 1 : 0;
}
