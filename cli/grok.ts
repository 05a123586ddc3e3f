import { Command } from 'commander';
import { exitCodes, MillraceError } from '../contracts/errors.ts';
import { builtIn } from '../parsers/catalogue.ts';
import { fileResources } from '../parsers/custom/files.ts';
import { type Dictionary, parseDefinitions } from '../parsers/grok/dictionary.ts';
import { joinLines } from '../parsers/join.ts';
import { ecsPatterns, legacyPatterns } from '../parsers/patterns/standard.ts';
import { suggestPatterns } from '../parsers/suggest/suggest.ts';
import { readConfigurationAndCatalogue } from './configuration-file.ts';
import { patternQuestion, type Question, typeQuestion } from './grok-question.ts';
import { answerTexts, GrokReport } from './grok-report.ts';
import { readTexts, type TextSource } from './grok-texts.ts';
import { table } from './table.ts';
import { endWhenUnread, type Terminal } from './terminal.ts';

interface GivenOptions {
  readonly pattern?: readonly string[];
  readonly type?: string;
  readonly config?: string;
  readonly file?: string;
  readonly dictionary: 'ecs' | 'legacy';
  readonly patterns?: readonly string[];
  readonly define?: readonly string[];
  readonly anchored?: boolean;
  readonly all?: boolean;
  readonly failures?: boolean;
  readonly suggest?: boolean;
  readonly list?: string | true;
  readonly timezone?: string;
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
    .option('-c, --config <file>', 'the configuration that --type is of, with its sources and processors')
    .option('-f, --file <file>', 'read the lines from here; - is stdin')
    .option('--dictionary <which>', 'ecs or legacy: which fields the standard names capture', dictionaryName, 'ecs')
    .option('--patterns <folder>', 'a folder of pattern files; may be given again', collect)
    .option('-d, --define <NAME=expression>', 'one more definition; may be given again', collect)
    .option('-a, --anchored', 'a pattern must take the whole line')
    .option('--all', 'take the fields of every pattern that matches, not of the first')
    .option('--failures', 'show only lines that do not match')
    .option('--suggest', 'propose a pattern for the lines instead')
    .option('--list [part]', 'list the definitions whose names contain this instead')
    .option('--timezone <zone>', 'of times that name none, for --type; UTC, unless given here or by the type')
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
      else process.exitCode = await tryLines(terminal, source, questionOf(given, dictionary, terminal), given);
    });
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

/** What is asked of each text: patterns, or the parser of a type with what the configuration puts behind it. */
function questionOf(given: GivenOptions, dictionary: Dictionary, terminal: Terminal): Question {
  const { type, pattern = [], anchored = false, all = false, config, timezone } = given;
  if (type === undefined) return patternQuestion(pattern, dictionary, { anchored, all });
  const catalogue = config === undefined ? builtIn : readConfigurationAndCatalogue(config, terminal).catalogue;
  return typeQuestion(type, catalogue, timezone);
}

async function tryLines(
  terminal: Terminal,
  source: TextSource,
  question: Question,
  given: GivenOptions,
): Promise<number> {
  const report = new GrokReport(terminal, { json: given.json === true, failuresOnly: given.failures === true });
  // An event may go on in the next lines that are read.
  let held: string[] = [];
  for await (const { texts, progress } of readTexts(source, terminal.folder)) {
    report.progress(progress);
    const events = joinLines([...held, ...texts], question.multiline);
    held = question.multiline ? (events.pop()?.split('\n') ?? []) : [];
    report.add(answerTexts(events, question.ask));
  }
  report.add(answerTexts(joinLines(held, question.multiline), question.ask));
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
