import { ecsFields } from './cisco-fields.ts';
import type { PatternGroup } from './group.ts';

const unit = '\\((?:Primary|Secondary)\\)';

/** Cisco ASA, PIX and IOS: the head of a line, the parts that messages share, and what a pair of firewalls says about itself. */
export const cisco: PatternGroup = {
  shared: {
    CISCOTIMESTAMP: '%{MONTH} +%{MONTHDAY}(?: %{YEAR})? %{TIME}',
    // facility-severity-message: ASA-6-302013
    CISCOTAG: '[A-Z0-9_]+-%{INT}-[A-Z0-9_]+',
    CISCO_ACTION:
      '(?:Built|Teardown|Denied|Deny|denied by ACL|denied|requested|permitted|discarded|est-allowed|Dropping|created|deleted)',
    CISCO_REASON:
      '(?:Duplicate TCP SYN|Failed to locate egress interface|Invalid transport field|No matching connection|' +
      'DNS Response|DNS Query|%{WORD}(?:\\s+%{WORD})*)',
    CISCO_DIRECTION: '(?:[Ii]nbound|[Oo]utbound)',
    CISCO_INTERVAL: '(?:first hit|%{INT}-second interval)',
    CISCO_XLATE_TYPE: '(?:static|dynamic)',
    CISCOFW104003: `${unit} Switching to FAILED\\.`,
    CISCOFW104004: `${unit} Switching to OK\\.`,
  },
  ecs: {
    CISCO_TAGGED_SYSLOG:
      '^<%{POSINT:[log][syslog][priority]:int}>%{CISCOTIMESTAMP:timestamp}(?: %{SYSLOGHOST:[host][hostname]})? ?: ' +
      '[%]%{CISCOTAG:[cisco][asa][tag]}:',
    CISCO_HITCOUNT_INTERVAL:
      'hit-cnt %{INT:[cisco][asa][hit_count]:int} (?:first hit|%{INT:[cisco][asa][interval]:int}-second interval)',
    CISCO_SRC_IP_USER: `${ecsFields.sourceInterface}:%{IP:[source][ip]}${ecsFields.sourceUser}`,
    CISCO_DST_IP_USER: `${ecsFields.targetInterface}:%{IP:[destination][ip]}${ecsFields.targetUser}`,
    CISCO_SRC_HOST_PORT_USER:
      `${ecsFields.sourceInterface}:(?:%{IP:[source][ip]}|%{HOSTNAME:[source][address]})` +
      `(?:/%{INT:[source][port]:int})?${ecsFields.sourceUser}`,
    CISCO_DST_HOST_PORT_USER:
      `${ecsFields.targetInterface}:(?:%{IP:[destination][ip]}|%{HOSTNAME:[destination][address]})` +
      `(?:/%{INT:[destination][port]:int})?${ecsFields.targetUser}`,
    CISCOFW104001: `${unit} Switching to ACTIVE - %{GREEDYDATA:[event][reason]}`,
    CISCOFW104002: `${unit} Switching to STANDBY - %{GREEDYDATA:[event][reason]}`,
    CISCOFW105003: `${unit} Monitoring on [Ii]nterface %{NOTSPACE:[network][interface][name]} waiting`,
    CISCOFW105004: `${unit} Monitoring on [Ii]nterface %{NOTSPACE:[network][interface][name]} normal`,
    CISCOFW105005: `${unit} Lost Failover communications with mate on [Ii]nterface %{NOTSPACE:[network][interface][name]}`,
    CISCOFW105008: `${unit} Testing [Ii]nterface %{NOTSPACE:[network][interface][name]}`,
    CISCOFW105009: `${unit} Testing on [Ii]nterface %{NOTSPACE:[network][interface][name]} (?:Passed|Failed)`,
  },
  legacy: {
    CISCO_TAGGED_SYSLOG:
      '^<%{POSINT:syslog_pri}>%{CISCOTIMESTAMP:timestamp}(?: %{SYSLOGHOST:sysloghost})? ?: [%]%{CISCOTAG:ciscotag}:',
    CISCOFW104001: `${unit} Switching to ACTIVE - %{GREEDYDATA:switch_reason}`,
    CISCOFW104002: `${unit} Switching to STANDBY - %{GREEDYDATA:switch_reason}`,
    CISCOFW105003: `${unit} Monitoring on [Ii]nterface %{GREEDYDATA:interface_name} waiting`,
    CISCOFW105004: `${unit} Monitoring on [Ii]nterface %{GREEDYDATA:interface_name} normal`,
    CISCOFW105005: `${unit} Lost Failover communications with mate on [Ii]nterface %{GREEDYDATA:interface_name}`,
    CISCOFW105008: `${unit} Testing [Ii]nterface %{GREEDYDATA:interface_name}`,
    CISCOFW105009: `${unit} Testing on [Ii]nterface %{GREEDYDATA:interface_name} (?:Passed|Failed)`,
  },
};
