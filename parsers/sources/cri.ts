import { containerFields, setInner } from '../families/container.ts';
import type { Draft, SourceDefinition } from '../source.ts';

/** What containerd and CRI-O write for Kubernetes: time, stream, `F` for a whole line or its end, `P` for a part of one. */
export const source: SourceDefinition = {
  type: 'cri',
  dataset: 'cri',
  title: 'Kubernetes container log (CRI: containerd, CRI-O)',
  definitions: {
    CRITIME: '[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\\.[0-9]+)?(?:Z|[+-][0-9]{2}:[0-9]{2})',
    CRISTREAM: '(?:stdout|stderr)',
    CRITAGS: '[FP](?::[^ ]*)?',
  },
  patterns: ['%{CRITIME:timestamp} %{CRISTREAM:log.iostream} %{CRITAGS:part}(?: (?:%{GREEDYDATA:inner})?)?'],
  timestamp: { field: 'timestamp', formats: ['ISO8601'] },
  fields: containerFields,
  specificity: 3,
  constants: { 'event.kind': 'event' },
  finish({ fields, aside }: Draft) {
    if (String(aside.part).startsWith('P')) fields.tags = ['partial'];
    setInner(fields, typeof aside.inner === 'string' ? aside.inner.replace(/\r$/, '') : '');
  },
};
