import type { PatternGroup } from './group.ts';

/** BIND's query log. */
export const bind: PatternGroup = {
  shared: {
    BIND9_TIMESTAMP: '%{MONTHDAY}-%{MONTH}-%{YEAR} %{TIME}',
  },
  ecs: {
    // The names that IANA assigned, those that a query can ask for besides, and how BIND writes a type that it has no name for.
    BIND9_DNSTYPE:
      '(?:AAAA|AFSDB|ANY|APL|AXFR|A|CAA|CDNSKEY|CDS|CERT|CNAME|CSYNC|DHCID|DLV|DNAME|DNSKEY|DS|HINFO|HIP|HTTPS|IPSECKEY|IXFR|' +
      'KEY|KX|LOC|MX|NAPTR|NSEC3PARAM|NSEC3|NSEC|NS|OPENPGPKEY|PTR|RP|RRSIG|SIG|SMIMEA|SOA|SPF|SRV|SSHFP|SVCB|TA|TKEY|TLSA|' +
      'TSIG|TXT|TYPE[0-9]+|URI)',
    BIND9_CATEGORY: '(?:queries)',
    // client @0x7f… address#port (name): query: name IN type flags (address that was asked)
    BIND9_QUERYLOGBASE:
      'client(?: @0x[0-9A-Fa-f]+)? %{IP:[client][ip]}#%{POSINT:[client][port]:int} ' +
      '\\(%{NOTSPACE:[bind][log][question][name]}\\): query: %{NOTSPACE:[dns][question][name]} ' +
      '(?<[dns][question][class]>IN) %{BIND9_DNSTYPE:[dns][question][type]}' +
      '(?: %{NOTSPACE:[bind][log][question][flags]})? \\(%{IP:[server][ip]}\\)',
    // `bing` is how the standard dictionary spells it, and so how people's documents have it.
    BIND9_QUERYLOG:
      '%{BIND9_TIMESTAMP:timestamp} %{BIND9_CATEGORY:[bing][log][category]}: %{LOGLEVEL:[log][level]}: %{BIND9_QUERYLOGBASE}',
    BIND9: '%{BIND9_QUERYLOG}',
  },
  legacy: {
    BIND9:
      '%{BIND9_TIMESTAMP:timestamp} queries: %{LOGLEVEL:loglevel}: client(?: @0x[0-9A-Fa-f]+)? ' +
      '%{IP:clientip}#%{POSINT:clientport} \\(%{NOTSPACE:query}\\): query: %{NOTSPACE:query} IN %{DATA:querytype} ' +
      '\\(%{IP:dns}\\)',
  },
};
