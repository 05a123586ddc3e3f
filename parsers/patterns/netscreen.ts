import type { PatternGroup } from './group.ts';

/** Traffic logs of NetScreen firewalls: a syslog head, then `key=value`, with keys that have blanks in them. */
export const netscreen: PatternGroup = {
  ecs: {
    NETSCREENSESSIONLOG:
      '%{SYSLOGTIMESTAMP:timestamp} %{IPORHOST:[observer][hostname]} %{NOTSPACE:[observer][name]}: ' +
      '(?<[observer][product]>NetScreen) device_id=%{WORD:[netscreen][device_id]} ' +
      '.*?(?:system-\\w+-%{NONNEGINT:[event][code]}\\(%{WORD:[netscreen][session][type]}\\))?: ' +
      'start_time="(?<[netscreen][session][start_time]>[^"]*)" duration=%{INT:[netscreen][session][duration]:int} ' +
      'policy_id=%{INT:[netscreen][policy_id]} service=%{DATA:[netscreen][service]} ' +
      'proto=%{INT:[netscreen][protocol_number]:int} src zone=%{NOTSPACE:[observer][ingress][zone]} ' +
      'dst zone=%{NOTSPACE:[observer][egress][zone]} action=%{NOTSPACE:[event][action]} ' +
      'sent=%{INT:[source][bytes]:int} rcvd=%{INT:[destination][bytes]:int} ' +
      'src=%{IPORHOST:[source][address]} dst=%{IPORHOST:[destination][address]}' +
      '(?: src_port=%{INT:[source][port]:int} dst_port=%{INT:[destination][port]:int})?' +
      '(?: src-xlated ip=%{IP:[source][nat][ip]} port=%{INT:[source][nat][port]:int} ' +
      'dst-xlated ip=%{IP:[destination][nat][ip]} port=%{INT:[destination][nat][port]:int})?' +
      '(?: session_id=%{INT:[netscreen][session][id]} reason=%{GREEDYDATA:[netscreen][session][reason]})?',
  },
  legacy: {
    NETSCREENSESSIONLOG:
      '%{SYSLOGTIMESTAMP:date} %{IPORHOST:device} %{NOTSPACE}: NetScreen device_id=%{WORD:device_id}%{DATA}: ' +
      'start_time=%{QUOTEDSTRING:start_time} duration=%{INT:duration} policy_id=%{INT:policy_id} ' +
      'service=%{DATA:service} proto=%{INT:proto} src zone=%{NOTSPACE:src_zone} dst zone=%{NOTSPACE:dst_zone} ' +
      'action=%{NOTSPACE:action} sent=%{INT:sent} rcvd=%{INT:rcvd} src=%{IPORHOST:src_ip} dst=%{IPORHOST:dst_ip} ' +
      'src_port=%{INT:src_port} dst_port=%{INT:dst_port} ' +
      'src-xlated ip=%{IPORHOST:src_xlated_ip} port=%{INT:src_xlated_port} ' +
      'dst-xlated ip=%{IPORHOST:dst_xlated_ip} port=%{INT:dst_xlated_port} ' +
      'session_id=%{INT:session_id} reason=%{GREEDYDATA:reason}',
  },
};
