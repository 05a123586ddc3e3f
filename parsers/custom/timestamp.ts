import type { SourceConfiguration } from '../../contracts/configuration/sources.ts';
import { compileProcessors } from '../processors/compile.ts';
import type { SourceDefinition } from '../source.ts';
import { describe, type Report } from './report.ts';
import type { CatalogueResources } from './resources.ts';

type Timestamp = NonNullable<SourceDefinition['timestamp']>;
const capture = 'time';

/** Reads times as the `date` processor does: fixed formats and patterns alike. */
export function compileTimestamp(
  { field, formats }: NonNullable<SourceConfiguration['timestamp']>,
  resources: CatalogueResources,
  report: Report,
): Timestamp | undefined {
  try {
    const options = { field: capture, formats, target: '@timestamp' };
    const run = compileProcessors([{ name: 'date', options }], resources);
    const read: Timestamp['read'] = (text, context) => {
      const event = {
        fields: { [capture]: text },
        timestamp: undefined,
        dropped: false,
        text,
        type: '',
        dataset: '',
        context,
      };
      run(event);
      return event.timestamp;
    };
    return { field, formats: [], read };
  } catch (error) {
    report(['timestamp', 'formats'], describe(error).replace(/^formats\[\d+\]: /, ''));
    return undefined;
  }
}
