import type { PatternGroup } from './group.ts';

/** Exim's main log: how a message came in. */
export const exim: PatternGroup = {
  shared: {
    // Since 4.97 the parts are longer.
    EXIM_MSGID: '[0-9A-Za-z]{6}-(?:[0-9A-Za-z]{6}-[0-9A-Za-z]{2}|[0-9A-Za-z]{11}-[0-9A-Za-z]{4})',
    EXIM_QT: '(?:\\d+y)?(?:\\d+w)?(?:\\d+d)?(?:\\d+h)?(?:\\d+m)?(?:\\d+s)?',
    // Lines that say nothing about the way of a message.
    EXIM_EXCLUDE_TERMS:
      '(?:Message is frozen|(?:Start|End) queue run:|Warning:|retry time not reached|' +
      'no (?:IP address|host name) found for (?:IP address|host)|unexpected disconnection while reading SMTP command|' +
      'no immediate delivery:|another process is handling this message)',
    // Atomic: what is a field of one kind is not tried again as one of another, or the ways to read a line would double with each.
    EXIM_NAMED_FIELDS:
      '(?: (?>(?:%{EXIM_REMOTE_HOST}|%{EXIM_INTERFACE}|%{EXIM_PROTOCOL}|%{EXIM_MSG_SIZE}|%{EXIM_HEADER_ID}|%{EXIM_SUBJECT}|' +
      '%{EXIM_UNKNOWN_FIELD})(?!\\S)))*',
    EXIM: '%{EXIM_MESSAGE_ARRIVAL}',
  },
  ecs: {
    EXIM_FLAGS: '(?:<=|=>|->|\\*>|\\*\\*|==|<>|>>)',
    EXIM_DATE: '%{YEAR}-%{MONTHNUM}-%{MONTHDAY} %{TIME}',
    EXIM_PID: '\\[%{POSINT:[process][pid]:int}\\]',
    // H=name (what it called itself) [address]:port; a name in parentheses alone is one that nobody checked.
    EXIM_REMOTE_HOST:
      'H=(?:(?<[source][address]>[^\\s(\\[]\\S*) )?(?:\\(%{NOTSPACE:[exim][log][remote_address]}\\) )?' +
      '\\[%{IP:[source][ip]}\\](?::%{POSINT:[source][port]:int})?',
    EXIM_INTERFACE: 'I=\\[%{IP:[destination][ip]}\\](?::%{NUMBER:[destination][port]:int})?',
    EXIM_PROTOCOL: 'P=%{NOTSPACE:[network][protocol]}',
    EXIM_MSG_SIZE: 'S=%{NUMBER:[exim][log][message][size]:int}',
    EXIM_HEADER_ID: 'id=%{NOTSPACE:[exim][log][header_id]}',
    EXIM_QUOTED_CONTENT: '[^"\\\\]*(?:\\\\.[^"\\\\]*)*',
    EXIM_SUBJECT: 'T="%{EXIM_QUOTED_CONTENT:[exim][log][message][subject]}"',
    EXIM_UNKNOWN_FIELD: '[A-Za-z0-9]{1,4}=(?:%{QUOTEDSTRING}|%{NOTSPACE})',
    // date time [pid] id <= sender, named fields, from original sender, for recipient
    EXIM_MESSAGE_ARRIVAL:
      '%{EXIM_DATE:timestamp} (?:%{EXIM_PID} )?%{EXIM_MSGID:[exim][log][message][id]} (?<[exim][log][flags]><=) ' +
      '(?:(?<[exim][log][status]>[a-z:]) )?%{EMAILADDRESS:[exim][log][sender][email]}%{EXIM_NAMED_FIELDS}' +
      '(?: from <?(?<[exim][log][sender][original]>[^<>\\s]+)>?)?(?: for %{EMAILADDRESS:[exim][log][recipient][email]})?',
  },
  legacy: {
    EXIM_FLAGS: '(?:<=|=>|->|\\*>|\\*\\*|==)',
    EXIM_DATE: '%{YEAR:exim_year}-%{MONTHNUM:exim_month}-%{MONTHDAY:exim_day} %{TIME:exim_time}',
    EXIM_PID: '\\[%{POSINT:pid}\\]',
    EXIM_REMOTE_HOST:
      'H=(?:(?<remote_hostname>[^\\s(\\[]\\S*) )?(?:\\(%{NOTSPACE:remote_heloname}\\) )?' +
      '\\[%{IP:remote_host}\\](?::%{POSINT:remote_port})?',
    EXIM_INTERFACE: 'I=\\[%{IP:exim_interface}\\](?::%{NUMBER:exim_interface_port})?',
    EXIM_PROTOCOL: 'P=%{NOTSPACE:protocol}',
    EXIM_MSG_SIZE: 'S=%{NUMBER:exim_msg_size}',
    EXIM_HEADER_ID: 'id=%{NOTSPACE:exim_header_id}',
    EXIM_SUBJECT: 'T=%{QS:exim_subject}',
    EXIM_UNKNOWN_FIELD: '[A-Za-z0-9]{1,4}=%{NOTSPACE}',
    EXIM_MESSAGE_ARRIVAL:
      '%{EXIM_DATE:timestamp} (?:%{EXIM_PID} )?%{EXIM_MSGID:exim_msgid} (?<exim_flags><=) (?:(?<exim_status>[a-z:]) )?' +
      '%{EMAILADDRESS:exim_sender_email}%{EXIM_NAMED_FIELDS}(?: for %{EMAILADDRESS:exim_recipient_email})?',
  },
};
