import { cloudfrontEcs, cloudfrontLegacy } from './cloudfront.ts';
import type { PatternGroup } from './group.ts';

/**
 * Access logs of S3 (https://docs.aws.amazon.com/AmazonS3/latest/userguide/LogFormat.html), of the classic load balancer
 * (https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/access-log-collection.html) and of CloudFront.
 */

/** A column that holds a hyphen where there is nothing to say. */
const orHyphen = (reference: string): string => `(?:-|${reference})`;
// A time of -1: the request never came that far.
const seconds = (phase: string): string => `(?:-1|%{NUMBER:[aws][elb][${phase}_processing_time][sec]:float})`;

const s3Ecs = [
  '%{WORD:[aws][s3access][bucket_owner]}',
  '%{NOTSPACE:[aws][s3access][bucket]}',
  '\\[%{HTTPDATE:timestamp}\\]',
  orHyphen('%{IP:[client][ip]}'),
  orHyphen('%{NOTSPACE:[client][user][id]}'),
  '%{NOTSPACE:[aws][s3access][request_id]}',
  '%{NOTSPACE:[aws][s3access][operation]}',
  orHyphen('%{NOTSPACE:[aws][s3access][key]}'),
  '(?:-|"(?:-|%{S3_REQUEST_LINE:[aws][s3access][request_uri]})")',
  orHyphen('%{INT:[http][response][status_code]:int}'),
  orHyphen('%{NOTSPACE:[aws][s3access][error_code]}'),
  orHyphen('%{INT:[aws][s3access][bytes_sent]:int}'),
  orHyphen('%{INT:[aws][s3access][object_size]:int}'),
  orHyphen('%{INT:[aws][s3access][total_time]:int}'),
  orHyphen('%{INT:[aws][s3access][turn_around_time]:int}'),
  '(?:-|"(?:-|%{DATA:[http][request][referrer]})")',
  '(?:-|"(?:-|%{DATA:[user_agent][original]})")',
  orHyphen('%{NOTSPACE:[aws][s3access][version_id]}'),
];
const s3EcsTail = [
  '%{NOTSPACE:[aws][s3access][host_id]}',
  '%{NOTSPACE:[aws][s3access][signature_version]}',
  '%{NOTSPACE:[tls][cipher]}',
  '%{NOTSPACE:[aws][s3access][authentication_type]}',
  '%{NOTSPACE:[aws][s3access][host_header]}',
  '%{NOTSPACE:[aws][s3access][tls_version]}',
].map(orHyphen);

const s3Legacy = [
  '%{WORD:owner}',
  '%{NOTSPACE:bucket}',
  '\\[%{HTTPDATE:timestamp}\\]',
  orHyphen('%{IP:clientip}'),
  '%{NOTSPACE:requester}',
  '%{NOTSPACE:request_id}',
  '%{NOTSPACE:operation}',
  '%{NOTSPACE:key}',
  '(?:-|"(?:-|%{S3_REQUEST_LINE})")',
  orHyphen('%{INT:response:int}'),
  orHyphen('%{NOTSPACE:error_code}'),
  orHyphen('%{INT:bytes:int}'),
  orHyphen('%{INT:object_size:int}'),
  orHyphen('%{INT:request_time_ms:int}'),
  orHyphen('%{INT:turnaround_time_ms:int}'),
  orHyphen('%{QS:referrer}'),
  orHyphen('%{QS:agent}'),
  orHyphen('%{NOTSPACE:version_id}'),
];

const elbEcs = [
  '%{TIMESTAMP_ISO8601:timestamp}',
  '%{NOTSPACE:[aws][elb][name]}',
  '%{IP:[source][ip]}:%{INT:[source][port]:int}',
  orHyphen('%{IP:[aws][elb][backend][ip]}:%{INT:[aws][elb][backend][port]:int}'),
  seconds('request'),
  seconds('backend'),
  seconds('response'),
  orHyphen('%{INT:[http][response][status_code]:int}'),
  orHyphen('%{INT:[aws][elb][backend][http][response][status_code]:int}'),
  orHyphen('%{INT:[http][request][body][bytes]:int}'),
  orHyphen('%{INT:[http][response][body][bytes]:int}'),
  // A TCP listener knows no request and says so part by part.
  '"(?:%{ELB_REQUEST_LINE}|- - - ?)"',
];
const elbEcsTail = [
  '"(?:-|%{DATA:[user_agent][original]})"',
  orHyphen('%{NOTSPACE:[tls][cipher]}'),
  orHyphen('%{NOTSPACE:[aws][elb][ssl_protocol]}'),
];

const elbLegacy = [
  '%{TIMESTAMP_ISO8601:timestamp}',
  '%{NOTSPACE:elb}',
  '%{IP:clientip}:%{INT:clientport:int}',
  orHyphen('%{IP:backendip}:%{INT:backendport:int}'),
  '%{NUMBER:request_processing_time:float}',
  '%{NUMBER:backend_processing_time:float}',
  '%{NUMBER:response_processing_time:float}',
  orHyphen('%{INT:response:int}'),
  orHyphen('%{INT:backend_response:int}'),
  '%{INT:received_bytes:int}',
  '%{INT:bytes:int}',
  '"%{ELB_REQUEST_LINE}"',
];

export const aws: PatternGroup = {
  ecs: {
    S3_REQUEST_LINE: '%{WORD:[http][request][method]} %{NOTSPACE:[url][original]}(?: HTTP/%{NUMBER:[http][version]})?',
    S3_ACCESS_LOG: `${s3Ecs.join(' ')}(?: ${s3EcsTail.join(' ')})?`,
    ELB_URIHOST: '%{IPORHOST:[url][domain]}(?::%{POSINT:[url][port]:int})?',
    ELB_URIPATHQUERY: '%{URIPATH:[url][path]}(?:\\?%{URIQUERY:[url][query]})?',
    ELB_URIPATHPARAM: '%{ELB_URIPATHQUERY}',
    ELB_URI:
      '%{URIPROTO:[url][scheme]}://(?:%{USER:[url][username]}(?::[^@/?#\\s]*)?@)?' +
      '(?:%{ELB_URIHOST})?(?:%{ELB_URIPATHQUERY})?',
    ELB_REQUEST_LINE: '%{WORD:[http][request][method]} %{ELB_URI:[url][original]}(?: HTTP/%{NUMBER:[http][version]})?',
    ELB_V1_HTTP_LOG: `${elbEcs.join(' ')}(?: ${elbEcsTail.join(' ')})?`,
    ELB_ACCESS_LOG: '%{ELB_V1_HTTP_LOG}',
    CLOUDFRONT_ACCESS_LOG: cloudfrontEcs,
  },
  legacy: {
    S3_REQUEST_LINE: '(?:%{WORD:verb} %{NOTSPACE:request}(?: HTTP/%{NUMBER:httpversion})?|%{DATA:rawrequest})',
    S3_ACCESS_LOG: s3Legacy.join(' '),
    ELB_URIPATHPARAM: '%{URIPATH:path}(?:%{URIPARAM:params})?',
    ELB_URI: '%{URIPROTO:proto}://(?:%{USER}(?::[^@/?#\\s]*)?@)?(?:%{URIHOST:urihost})?(?:%{ELB_URIPATHPARAM})?',
    ELB_REQUEST_LINE: '(?:%{WORD:verb} %{ELB_URI:request}(?: HTTP/%{NUMBER:httpversion})?|%{DATA:rawrequest})',
    ELB_ACCESS_LOG: elbLegacy.join(' '),
    CLOUDFRONT_ACCESS_LOG: cloudfrontLegacy,
  },
};
