import { table } from '../cli/table.ts';
import type { Account, RunAccount } from './accounting.ts';

/** The closing object of `--once`; `--help` defines each count. */
export interface RunReport {
  readonly lines: number;
  readonly events: number;
  readonly filtered: number;
  readonly shipped: number;
  readonly messages: number;
  readonly indexed: number;
  readonly already_indexed: number;
  readonly grok_failures: number;
  readonly failure_stream: number;
  readonly dead_letters: number;
  readonly duplicates: number;
  readonly missing: number;
  readonly seconds: number;
}

export function runReport(account: Account, run: RunAccount, deadLetters: number, seconds: number): RunReport {
  return {
    lines: account.lines,
    events: account.events,
    filtered: account.filtered,
    shipped: run.shipped,
    messages: run.messages,
    indexed: run.indexed,
    already_indexed: run.alreadyIndexed,
    grok_failures: account.grokFailures,
    failure_stream: account.failureStream,
    dead_letters: deadLetters,
    duplicates: account.duplicates,
    missing: account.missing,
    seconds: Math.round(seconds * 10) / 10,
  };
}

const meanings: Record<keyof RunReport, string> = {
  lines: 'in the files',
  events: 'made of these lines, found or filtered',
  filtered: 'left out on purpose',
  shipped: 'events sent by this run',
  messages: 'that carried them',
  indexed: 'new in Elasticsearch',
  already_indexed: 'had been there',
  grok_failures: 'kept, tagged _grokparsefailure',
  failure_stream: 'refused by the index, kept with the reason',
  dead_letters: 'messages put aside',
  duplicates: 'documents that share an identity',
  missing: 'lines that no place accounts for',
  seconds: '',
};

export function reportTable(report: RunReport): string {
  const names = Object.keys(meanings) as (keyof RunReport)[];
  return table(
    ['', 'count', ''],
    names.map((name) => [name, report[name], meanings[name]]),
  );
}
