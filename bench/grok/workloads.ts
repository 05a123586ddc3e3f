import { readLines } from '../access-log.ts';
import { sixtyLines, sixtyPatterns } from './sixty.ts';

/** Lines, and patterns that are tried on them in order. */
export interface Workload {
  readonly name: string;
  readonly about: string;
  /** With types, as we and whoever knows types get them. */
  readonly patterns: readonly string[];
  readonly lines: readonly string[];
}

const count = 10_000;
const request =
  '%{IPORHOST:client} %{NOTSPACE:ident} %{NOTSPACE:auth} \\[%{HTTPDATE:timestamp}\\] "%{WORD:verb} %{NOTSPACE:request} HTTP/%{NUMBER:version}" ' +
  '%{INT:status:int} %{INT:bytes:int} "%{DATA:referrer}" "%{DATA:agent}" %{NUMBER:request_time:float}';

/** @param accessLog real lines in the combined format, plain or gzipped; unless given they are made up */
export function workloads(accessLog: string | undefined): Workload[] {
  const access = accessLog === undefined ? madeUp(combined) : readLines(accessLog);
  return [
    { name: 'apache', about: 'combined access log', patterns: ['%{COMBINEDAPACHELOG}'], lines: access },
    { name: 'syslog', about: 'RFC 3164', patterns: ['%{SYSLOGLINE}'], lines: madeUp(syslog) },
    { name: 'nginx', about: 'combined with request time', patterns: [request], lines: madeUp(nginx) },
    {
      name: 'unmatched',
      about: 'the combined pattern on syslog lines and on access lines that are cut off',
      patterns: ['%{COMBINEDAPACHELOG}'],
      lines: access.map((line, i) => (i % 2 === 0 ? syslog(i) : line.slice(0, line.length / 2))),
    },
    { name: 'sixty', about: '60 patterns in order', patterns: sixtyPatterns, lines: sixtyLines(count) },
  ];
}

/** For engines that have no types. */
export function withoutTypes(pattern: string): string {
  return pattern.replace(/(%\{\w+:\w+):(?:int|float)\}/g, '$1}');
}

function madeUp(make: (i: number) => string): string[] {
  return Array.from({ length: count }, (_, i) => make(i));
}

function two(i: number): string {
  return String(i % 60).padStart(2, '0');
}

function combined(i: number): string {
  return `192.0.2.${i % 250} - - [21/Nov/2026:05:${two(i)}:${two(i * 7)} +0000] "GET /shop/items/${i}?page=${i % 9} HTTP/1.1" 200 ${i * 13} "https://shop.example/category/${i % 40}" "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"`;
}

function nginx(i: number): string {
  return `${combined(i)} 0.${String(i % 1000).padStart(3, '0')}`;
}

function syslog(i: number): string {
  return `Nov 21 05:${two(i)}:${two(i * 7)} web-${i % 5} sshd[${1000 + i}]: Failed password for root from 192.0.2.${i % 250} port ${40_000 + i} ssh2`;
}
