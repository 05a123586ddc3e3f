import type { PatternGroup } from './group.ts';

const ends = '%{IP:src-ip}/%{INT:src-port}->%{IP:dst-ip}/%{INT:dst-port}';
const natEnds = '%{IP:nat-src-ip}/%{INT:nat-src-port}->%{IP:nat-dst-ip}/%{INT:nat-dst-port}';
// Releases that write the type of a rule before its name have more words here; they all go into the second.
const rules = '%{NOTSPACE:src-nat-rule-name} %{DATA:dst-nat-rule-name}';
const session =
  `${ends} %{DATA:service} ${natEnds} ${rules} %{INT:protocol-id} ` +
  '%{NOTSPACE:policy-name} %{NOTSPACE:from-zone} %{DATA:to-zone} %{INT:session-id}';

const ecsEnds = '%{IP:[source][ip]}/%{INT:[source][port]:int}->%{IP:[destination][ip]}/%{INT:[destination][port]:int}';
const ecsNatEnds =
  '%{IP:[source][nat][ip]}/%{INT:[source][nat][port]:int}->%{IP:[destination][nat][ip]}/%{INT:[destination][nat][port]:int}';
const ecsRules =
  '(?:None|%{NOTSPACE:[juniper][srx][src_nat_rule_name]}) (?:None|%{DATA:[juniper][srx][dst_nat_rule_name]})';
const ecsSession =
  `${ecsEnds} %{DATA:[juniper][srx][service_name]} ${ecsNatEnds} ${ecsRules} %{INT:[network][iana_number]} ` +
  '%{NOTSPACE:[rule][name]} %{NOTSPACE:[observer][ingress][zone]} %{DATA:[observer][egress][zone]} ' +
  '%{INT:[juniper][srx][session_id]}';

/** Sessions of Juniper's SRX firewalls as plain text: closed, created, denied. Behind each come words that no field is for. */
export const junos: PatternGroup = {
  ecs: {
    RT_FLOW_TAG: 'RT_FLOW_SESSION_(?:CREATE|CLOSE|DENY)',
    RT_FLOW_EVENT: '%{RT_FLOW_TAG}',
    RT_FLOW1:
      `%{RT_FLOW_TAG:[juniper][srx][tag]}: %{GREEDYDATA:[juniper][srx][reason]}: ${ecsSession} ` +
      '\\d+\\(%{INT:[source][bytes]:int}\\) \\d+\\(%{INT:[destination][bytes]:int}\\) ' +
      '%{INT:[juniper][srx][elapsed_time]:int}',
    RT_FLOW2: `%{RT_FLOW_TAG:[juniper][srx][tag]}: session created ${ecsSession}`,
    RT_FLOW3:
      `%{RT_FLOW_TAG:[juniper][srx][tag]}: session denied ${ecsEnds} %{DATA:[juniper][srx][service_name]} ` +
      '%{INT:[network][iana_number]}\\(\\d\\) %{NOTSPACE:[rule][name]} %{NOTSPACE:[observer][ingress][zone]} ' +
      '%{NOTSPACE:[observer][egress][zone]}',
  },
  legacy: {
    RT_FLOW_EVENT: 'RT_FLOW_SESSION_(?:CREATE|CLOSE|DENY)',
    RT_FLOW1:
      `%{RT_FLOW_EVENT:event}: %{GREEDYDATA:close-reason}: ${session} ` +
      '\\d+\\(%{INT:sent}\\) \\d+\\(%{INT:received}\\) %{INT:elapsed-time}',
    RT_FLOW2: `%{RT_FLOW_EVENT:event}: session created ${session}`,
    RT_FLOW3:
      `%{RT_FLOW_EVENT:event}: session denied ${ends} %{DATA:service} %{INT:protocol-id}\\(\\d\\) ` +
      '%{NOTSPACE:policy-name} %{NOTSPACE:from-zone} %{NOTSPACE:to-zone}',
  },
};
