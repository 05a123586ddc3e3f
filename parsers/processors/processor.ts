import type { Fields } from '../grok/extractor.ts';
import type { ParseContext } from '../source.ts';

/** An event between its parser and the index. Processors change `fields` in place. */
export interface WorkingEvent {
  /** Flat, with dots in the names. */
  readonly fields: Fields;
  /** ISO 8601 in UTC, where the line or a processor said when it happened. */
  timestamp: string | undefined;
  /** True: it is counted and goes no further. Later processors do not see it. */
  dropped: boolean;
  /** As it was shipped. */
  readonly text: string;
  readonly type: string;
  readonly dataset: string;
  readonly context: ParseContext;
}

/** Never throws: what cannot be done is a tag on the event (`_dissectfailure`, …), and the fields stay as they were. */
export type Processor = (event: WorkingEvent) => void;
