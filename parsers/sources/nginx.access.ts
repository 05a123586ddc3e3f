import { accessConstants, accessDefinitions, accessFields, finishAccess } from '../families/web.ts';
import type { Draft, SourceDefinition } from '../source.ts';

const secondsPattern = /^\d+\.\d+$/;

/**
 * Nginx's combined format, the `main` format of its packages (with `$http_x_forwarded_for`), and both with `$request_time`
 * behind them, quoted or not, then `$upstream_response_time`, or as `rt=0.012`.
 */
export const source: SourceDefinition = {
  type: 'nginx.access',
  dataset: 'nginx.access',
  title: 'Nginx access log (combined, main, with request time)',
  definitions: {
    ...accessDefinitions,
    ACCESSCLIENT: '[0-9A-Za-z_:.%-]+',
    ACCESSSECONDS: '[0-9]+\\.[0-9]+',
    ACCESSMAYBESECONDS: '(?:-|[0-9]+\\.[0-9]+)(?:(?:, | : )(?:-|[0-9]+\\.[0-9]+))*',
    ACCESSTIMES:
      ' (?:"%{ACCESSSECONDS:request_time}"|(?:rt=)?%{ACCESSSECONDS:request_time})(?: (?:"%{ACCESSMAYBESECONDS}"|(?:u[a-z]*t=)?"?%{ACCESSMAYBESECONDS}"?))*',
    ACCESSFORWARDED: ' "(?:[0-9A-Fa-f:., ]+|-|unknown)"',
  },
  patterns: [
    '%{ACCESSCLIENT:source.address} - %{ACCESSUSER} \\[%{ACCESSDATE:timestamp}\\] "%{ACCESSREQUEST}" ' +
      '%{ACCESSNUMBER:http.response.status_code:int} %{ACCESSBYTES} "(?:-|%{ACCESSTEXT:http.request.referrer})" ' +
      '"(?:-|%{ACCESSTEXT:user_agent.original})"(?:%{ACCESSTIMES}|%{ACCESSFORWARDED}%{ACCESSTIMES}?)?',
  ],
  timestamp: { field: 'timestamp', formats: ['HTTPDATE'] },
  fields: [...accessFields, 'event.duration'],
  specificity: 2,
  constants: accessConstants,
  finish(draft: Draft) {
    finishAccess(draft);
    const { request_time: seconds } = draft.aside;
    if (typeof seconds === 'string' && secondsPattern.test(seconds))
      draft.fields['event.duration'] = Math.round(Number(seconds) * 1e9);
  },
};
