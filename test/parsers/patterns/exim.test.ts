import { expect, test } from '@jest/globals';
import { runWithin } from '../../../parsers/grok/time-limit.ts';
import { exim } from '../../../parsers/patterns/exim.ts';
import { type Blocks, type Line, matchWhole, testGroup } from './group-lines.ts';

const blocks: Blocks = {
  EXIM_MSGID: {
    takes: ['1tBkQz-0004Xy-9a', '1tBkQz-00000000GhJ-1Lmn'],
    refuses: ['1tBkQz-0004Xy', '1tBkQ-0004Xy-9a', '1tBkQz_0004Xy_9a'],
  },
  EXIM_FLAGS: { takes: ['<=', '=>', '->', '*>', '**', '=='], refuses: ['<', '=', '<-'] },
  EXIM_QT: { takes: ['3s', '1h2m', '2y4w5d', ''], refuses: ['3', '2m1h'] },
  EXIM_EXCLUDE_TERMS: { takes: ['Message is frozen', 'End queue run:', 'Warning:'], refuses: ['Completed', 'message'] },
  EXIM_UNKNOWN_FIELD: { takes: ['X=TLS1.3:AES', 'CV=no'], refuses: ['=no', 'TOOLONG=x', 'A='] },
  EXIM_QUOTED_CONTENT: { takes: ['', 'a \\"b\\"'], refuses: ['a "b"', 'a\\'] },
};

const message = {
  ecs: {
    timestamp: '2026-11-21 09:00:02',
    'process.pid': 812,
    'exim.log.message.id': '1tBkQz-0004Xy-9a',
    'exim.log.flags': '<=',
    'exim.log.sender.email': 'ann@shop.example',
    'exim.log.remote_address': 'laptop',
    'source.ip': '2001:db8::9',
    'source.port': 50111,
    'destination.ip': '192.0.2.25',
    'destination.port': 587,
    'network.protocol': 'esmtpsa',
    'exim.log.message.size': 1830,
    'exim.log.message.subject': 'Re: \\"sale\\" P=1',
    'exim.log.sender.original': 'ann@shop.example',
    'exim.log.recipient.email': 'bob@example.org',
  },
  legacy: {
    timestamp: '2026-11-21 09:00:02',
    exim_year: '2026',
    exim_month: '11',
    exim_day: '21',
    exim_time: '09:00:02',
    pid: '812',
    exim_msgid: '1tBkQz-0004Xy-9a',
    exim_flags: '<=',
    exim_sender_email: 'ann@shop.example',
    remote_heloname: 'laptop',
    remote_host: '2001:db8::9',
    remote_port: '50111',
    exim_interface: '192.0.2.25',
    exim_interface_port: '587',
    protocol: 'esmtpsa',
    exim_msg_size: '1830',
    exim_subject: '"Re: \\"sale\\" P=1"',
    exim_recipient_email: 'bob@example.org',
  },
};
const arrival =
  '2026-11-21 09:00:02 [812] 1tBkQz-0004Xy-9a <= ann@shop.example H=(laptop) [2001:db8::9]:50111 I=[192.0.2.25]:587 ' +
  'P=esmtpsa X=TLS1.3:TLS_AES_256_GCM_SHA384:256 CV=no S=1830 T="Re: \\"sale\\" P=1"';

const lines: Line[] = [
  {
    name: 'EXIM_DATE',
    line: '2026-11-21 09:00:02',
    ecs: {},
    legacy: { exim_year: '2026', exim_month: '11', exim_day: '21', exim_time: '09:00:02' },
  },
  { name: 'EXIM_PID', line: '[812]', ecs: { 'process.pid': 812 }, legacy: { pid: '812' } },
  {
    name: 'EXIM_REMOTE_HOST',
    line: 'H=mx.example.net (helo.example) [192.0.2.7]:2525',
    ecs: {
      'source.address': 'mx.example.net',
      'exim.log.remote_address': 'helo.example',
      'source.ip': '192.0.2.7',
      'source.port': 2525,
    },
    legacy: {
      remote_hostname: 'mx.example.net',
      remote_heloname: 'helo.example',
      remote_host: '192.0.2.7',
      remote_port: '2525',
    },
  },
  {
    name: 'EXIM_REMOTE_HOST',
    line: 'H=(only.claimed) [192.0.2.7]',
    ecs: { 'exim.log.remote_address': 'only.claimed', 'source.ip': '192.0.2.7' },
    legacy: { remote_heloname: 'only.claimed', remote_host: '192.0.2.7' },
  },
  {
    name: 'EXIM_INTERFACE',
    line: 'I=[192.0.2.25]:25',
    ecs: { 'destination.ip': '192.0.2.25', 'destination.port': 25 },
    legacy: { exim_interface: '192.0.2.25', exim_interface_port: '25' },
  },
  { name: 'EXIM_PROTOCOL', line: 'P=lmtp', ecs: { 'network.protocol': 'lmtp' }, legacy: { protocol: 'lmtp' } },
  { name: 'EXIM_MSG_SIZE', line: 'S=77', ecs: { 'exim.log.message.size': 77 }, legacy: { exim_msg_size: '77' } },
  { name: 'EXIM_HEADER_ID', line: 'id=a@b', ecs: { 'exim.log.header_id': 'a@b' }, legacy: { exim_header_id: 'a@b' } },
  {
    name: 'EXIM_SUBJECT',
    line: 'T="hi there"',
    ecs: { 'exim.log.message.subject': 'hi there' },
    legacy: { exim_subject: '"hi there"' },
  },
  {
    name: 'EXIM_NAMED_FIELDS',
    line: ' P=local S=9 U=root',
    ecs: { 'network.protocol': 'local', 'exim.log.message.size': 9 },
    legacy: { protocol: 'local', exim_msg_size: '9' },
  },
  {
    name: 'EXIM_MESSAGE_ARRIVAL',
    line: '2026-11-21 09:00:03 1tBkQz-0004Xy-9b <= root@shop.example U=root P=local S=410',
    ecs: {
      timestamp: '2026-11-21 09:00:03',
      'exim.log.message.id': '1tBkQz-0004Xy-9b',
      'exim.log.flags': '<=',
      'exim.log.sender.email': 'root@shop.example',
      'network.protocol': 'local',
      'exim.log.message.size': 410,
    },
    legacy: {
      timestamp: '2026-11-21 09:00:03',
      exim_year: '2026',
      exim_month: '11',
      exim_day: '21',
      exim_time: '09:00:03',
      exim_msgid: '1tBkQz-0004Xy-9b',
      exim_flags: '<=',
      exim_sender_email: 'root@shop.example',
      protocol: 'local',
      exim_msg_size: '410',
    },
  },
  {
    name: 'EXIM',
    line: `${arrival} for bob@example.org`,
    ecs: omit(message.ecs, 'exim.log.sender.original'),
    legacy: message.legacy,
  },
];

testGroup(exim, lines, blocks);

test('who sent it first stands before whom it is for', () => {
  const line = `${arrival} from <ann@shop.example> for bob@example.org`;
  expect(matchWhole('ecs', 'EXIM', line)).toEqual(message.ecs);
});

test('what leaves is no arrival', () => {
  const line = '2026-11-21 09:00:04 1tBkQz-0004Xy-9a => bob@example.org R=dnslookup T=remote_smtp';
  expect(matchWhole('ecs', 'EXIM', line)).toBeUndefined();
});

test('fields that could be read in two ways do not make a line take twice as long each', () => {
  const line = `${' S=1 a="b" P=x'.repeat(200)}\n\n`;
  expect(runWithin(2000, () => matchWhole('ecs', 'EXIM_NAMED_FIELDS', line))).toBeTruthy();
});

function omit<T extends object>(fields: T, name: keyof T): Partial<T> {
  const { [name]: _, ...rest } = fields;
  return rest as Partial<T>;
}
