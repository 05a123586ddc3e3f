import { Command } from 'commander';
import { exitCodes, MillraceError } from '../contracts/errors.ts';
import { builtIn } from '../parsers/catalogue.ts';
import { fileResources } from '../parsers/custom/files.ts';
import { compileGrok } from '../parsers/grok/compile.ts';
import { type Dictionary, parseDefinitions } from '../parsers/grok/dictionary.ts';
import { explainMismatch } from '../parsers/grok/explain.ts';
import { runWithin } from '../parsers/grok/time-limit.ts';
import { joinLines } from '../parsers/join.ts';
import { ecsPatterns, legacyPatterns } from '../parsers/patterns/standard.ts';
import { suggestPatterns } from '../parsers/suggest/suggest.ts';
import { type Answer, type Ask, answerTexts, GrokReport } from './grok-report.ts';
import { readTexts, type TextSource } from './grok-texts.ts';
import { table } from './table.ts';
import type { Terminal } from './terminal.ts';

interface GivenOptions {
  readonly pattern?: readonly string[];
  readonly type?: string;
  readonly file?: string;
  readonly dictionary: 'ecs' | 'legacy';
  readonly patterns?: readonly string[];
  readonly define?: readonly string[];
  readonly anchored?: boolean;
  readonly all?: boolean;
  readonly failures?: boolean;
  readonly suggest?: boolean;
  readonly list?: string | true;
  readonly timezone: string;
  readonly json?: boolean;
}

const collect = (value: string, before: readonly string[] = []) => [...before, value];

/** Samples beyond this say nothing new. */
const suggestLines = 300;

export function grokCommand(terminal: Terminal): Command {
  return new Command('grok')
    .description('Tries patterns on lines: the fields of those that match, and where the others stop.')
    .argument('[line...]', 'lines; without any, --file or what comes on stdin')
    .option('-p, --pattern <expression>', 'a pattern; several are tried in order', collect)
    .option('-t, --type <type>', 'parse as this type of log instead, as the reader would')
    .option('-f, --file <file>', 'read the lines from here; - is stdin')
    .option('--dictionary <which>', 'ecs or legacy: which fields the standard names capture', dictionaryName, 'ecs')
    .option('--patterns <folder>', 'a folder of pattern files; may be given again', collect)
    .option('-d, --define <NAME=expression>', 'one more definition; may be given again', collect)
    .option('-a, --anchored', 'a pattern must take the whole line')
    .option('--all', 'take the fields of every pattern that matches, not of the first')
    .option('--failures', 'show only lines that do not match')
    .option('--suggest', 'propose a pattern for the lines instead')
    .option('--list [part]', 'list the definitions whose names contain this instead')
    .option('--timezone <zone>', 'of times that name none, for --type', 'UTC')
    .option('--json', 'an object a line')
    .action(async (lines: string[], given: GivenOptions, command: Command) => {
      endWhenUnread();
      if (lines.length > 0 && given.file !== undefined) command.error('error: give lines or --file, not both');
      const dictionary = openDictionary(given, terminal);
      if (given.list !== undefined) {
        listDefinitions(terminal, dictionary, given.list === true ? '' : given.list, given.json === true);
        return;
      }
      const source: TextSource = lines.length > 0 ? { lines } : { file: given.file ?? '-' };
      if ('file' in source && source.file === '-' && process.stdin.isTTY)
        terminal.note('reading lines from the terminal; end with Ctrl-D');
      if (given.suggest) process.exitCode = await suggest(terminal, source, dictionary, given);
      else if (given.pattern !== undefined && given.type !== undefined)
        command.error('error: give --pattern or --type, not both');
      else if (given.pattern === undefined && given.type === undefined)
        command.error("error: give a pattern: --pattern '%{COMBINEDAPACHELOG}', or --type, --suggest, --list");
      else process.exitCode = await tryLines(terminal, source, questionOf(given, dictionary), given);
    });
}

/** Whoever has seen enough, as `head` has, closes our output: that is no failure of ours. */
function endWhenUnread(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
      process.exit(exitCodes.ok);
    });
  }
}

function dictionaryName(value: string): string {
  if (value === 'ecs' || value === 'legacy') return value;
  throw new MillraceError('bad_usage', `there is no dictionary ${value}`, {
    subject: '--dictionary',
    hint: 'ecs has the field names of the Elastic Common Schema, legacy those from before it',
  });
}

function openDictionary(given: GivenOptions, terminal: Terminal): Dictionary {
  let dictionary = given.dictionary === 'legacy' ? legacyPatterns : ecsPatterns;
  const { readPatternDirectory } = fileResources(terminal.folder);
  for (const folder of given.patterns ?? []) {
    for (const { text } of readPatternDirectory(folder)) dictionary = dictionary.with(parseDefinitions(text));
  }
  for (const definition of given.define ?? []) {
    const at = definition.indexOf('=');
    if (!/^\w+=/.test(definition))
      throw new MillraceError('bad_usage', `${definition} is no definition`, {
        subject: '--define',
        hint: "write --define 'ORDER=[A-Z]{3}[0-9]+'",
      });
    dictionary = dictionary.with({ [definition.slice(0, at)]: definition.slice(at + 1) });
  }
  return dictionary;
}

/** What is asked of each text. */
function questionOf(given: GivenOptions, dictionary: Dictionary): Ask {
  const { type, pattern: expressions = [], anchored = false, all = false } = given;
  if (type !== undefined) {
    const parser = builtIn.parserOf(type);
    const context = { timezone: given.timezone, referenceMs: Date.now() };
    return (text) => {
      const { fields, timestamp, failure } = parser.parse(text, context);
      const document = timestamp === undefined ? fields : { '@timestamp': timestamp, ...fields };
      return { matched: failure === undefined, fields: document, ...(failure ? { failure } : {}) };
    };
  }
  const grok = compileGrok(expressions, dictionary, { anchored, all });
  return (text) => {
    const fields = {};
    const index = grok.exec(text, fields, fields);
    if (index >= 0) return { matched: true, pattern: index, fields };
    // An explanation that takes too long is left out; the answer stands.
    let stopped: Answer['stopped'];
    runWithin(explainMs, () => {
      stopped = furthest(expressions, text, dictionary, anchored);
    });
    return { matched: false, stopped };
  };
}

const explainMs = 400;

function furthest(
  expressions: readonly string[],
  text: string,
  dictionary: Dictionary,
  anchored: boolean,
): Answer['stopped'] {
  const found = expressions.flatMap((expression, pattern) => {
    const mismatch = explainMismatch(expression, text, dictionary, { anchored });
    return mismatch ? [{ pattern, ...mismatch }] : [];
  });
  const [first, ...others] = found;
  return first && others.reduce((best, one) => (one.at - one.from > best.at - best.from ? one : best), first);
}

async function tryLines(terminal: Terminal, source: TextSource, ask: Ask, given: GivenOptions): Promise<number> {
  const report = new GrokReport(terminal, { json: given.json === true, failuresOnly: given.failures === true });
  const multiline = given.type === undefined ? undefined : builtIn.sourceOf(given.type).multiline;
  for await (const { texts, progress } of readTexts(source, terminal.folder)) {
    report.progress(progress);
    report.add(answerTexts(joinLines(texts, multiline), ask));
  }
  return report.end() ? exitCodes.ok : exitCodes.failed;
}

async function suggest(
  terminal: Terminal,
  source: TextSource,
  dictionary: Dictionary,
  given: GivenOptions,
): Promise<number> {
  const sample: string[] = [];
  for await (const { texts } of readTexts(source, terminal.folder)) {
    sample.push(...texts);
    if (sample.length >= suggestLines) break;
  }
  const suggestions = suggestPatterns(sample.slice(0, suggestLines), dictionary);
  if (given.json) terminal.print(JSON.stringify(suggestions));
  else {
    for (const { pattern, matched, of, note } of suggestions) {
      terminal.print(pattern);
      terminal.note(`  matches ${matched} of ${of} lines${note === undefined ? '' : `; ${note}`}`);
    }
  }
  if (suggestions.length === 0) terminal.note('nothing to suggest: the lines have no text, or nothing in common');
  return suggestions.length > 0 ? exitCodes.ok : exitCodes.failed;
}

function listDefinitions(terminal: Terminal, dictionary: Dictionary, part: string, json: boolean): void {
  const rows = [...dictionary.names]
    .filter((name) => name.toLowerCase().includes(part.toLowerCase()))
    .sort()
    .map((name) => ({ name, definition: dictionary.definition(name) ?? '' }));
  if (json) terminal.print(JSON.stringify(rows));
  else
    terminal.print(
      table(
        ['name', 'definition'],
        rows.map(({ name, definition }) => [name, definition]),
      ),
    );
}
