import { describe, expect, test } from '@jest/globals';
import { aws } from '../../../parsers/patterns/aws.ts';
import { matchWhole, testGroup } from './group-lines.ts';

const s3 =
  '7f3e photos [21/Nov/2026:05:37:03 +0000] 192.0.2.7 arn:aws:iam::1:user/ann 3E57 REST.GET.OBJECT a/b.jpg ' +
  '"GET /photos/a/b.jpg HTTP/1.1" 404 NoSuchKey 243 - 14 9 "https://example.org/" "aws-cli/2" v1';
const s3Ecs = {
  'aws.s3access.bucket_owner': '7f3e',
  'aws.s3access.bucket': 'photos',
  timestamp: '21/Nov/2026:05:37:03 +0000',
  'client.ip': '192.0.2.7',
  'client.user.id': 'arn:aws:iam::1:user/ann',
  'aws.s3access.request_id': '3E57',
  'aws.s3access.operation': 'REST.GET.OBJECT',
  'aws.s3access.key': 'a/b.jpg',
  'aws.s3access.request_uri': 'GET /photos/a/b.jpg HTTP/1.1',
  'http.request.method': 'GET',
  'url.original': '/photos/a/b.jpg',
  'http.version': '1.1',
  'http.response.status_code': 404,
  'aws.s3access.error_code': 'NoSuchKey',
  'aws.s3access.bytes_sent': 243,
  'aws.s3access.total_time': 14,
  'aws.s3access.turn_around_time': 9,
  'http.request.referrer': 'https://example.org/',
  'user_agent.original': 'aws-cli/2',
  'aws.s3access.version_id': 'v1',
};
const s3Legacy = {
  owner: '7f3e',
  bucket: 'photos',
  timestamp: '21/Nov/2026:05:37:03 +0000',
  clientip: '192.0.2.7',
  requester: 'arn:aws:iam::1:user/ann',
  request_id: '3E57',
  operation: 'REST.GET.OBJECT',
  key: 'a/b.jpg',
  verb: 'GET',
  request: '/photos/a/b.jpg',
  httpversion: '1.1',
  response: 404,
  error_code: 'NoSuchKey',
  bytes: 243,
  request_time_ms: 14,
  turnaround_time_ms: 9,
  referrer: '"https://example.org/"',
  agent: '"aws-cli/2"',
  version_id: 'v1',
};

const uri = 'https://ann:pw@shop.example:443/cart?id=7';
const uriEcs = {
  'url.scheme': 'https',
  'url.username': 'ann',
  'url.domain': 'shop.example',
  'url.port': 443,
  'url.path': '/cart',
  'url.query': 'id=7',
};
const uriLegacy = { proto: 'https', urihost: 'shop.example:443', port: '443', path: '/cart', params: '?id=7' };

const elbHead = '2026-11-21T05:37:03.123456Z shop-lb 192.0.2.7:40112';
const elb = `${elbHead} 10.0.0.5:8080 0.000073 0.001048 0.000057 200 201 10 512 "GET ${uri} HTTP/1.1"`;
const elbEcs = {
  timestamp: '2026-11-21T05:37:03.123456Z',
  'aws.elb.name': 'shop-lb',
  'source.ip': '192.0.2.7',
  'source.port': 40112,
  'aws.elb.backend.ip': '10.0.0.5',
  'aws.elb.backend.port': 8080,
  'aws.elb.request_processing_time.sec': 0.000073,
  'aws.elb.backend_processing_time.sec': 0.001048,
  'aws.elb.response_processing_time.sec': 0.000057,
  'http.response.status_code': 200,
  'aws.elb.backend.http.response.status_code': 201,
  'http.request.body.bytes': 10,
  'http.response.body.bytes': 512,
  'http.request.method': 'GET',
  'url.original': uri,
  ...uriEcs,
  'http.version': '1.1',
};
const elbLegacy = {
  timestamp: '2026-11-21T05:37:03.123456Z',
  elb: 'shop-lb',
  clientip: '192.0.2.7',
  clientport: 40112,
  backendip: '10.0.0.5',
  backendport: 8080,
  request_processing_time: 0.000073,
  backend_processing_time: 0.001048,
  response_processing_time: 0.000057,
  response: 200,
  backend_response: 201,
  received_bytes: 10,
  bytes: 512,
  verb: 'GET',
  request: uri,
  ...uriLegacy,
  httpversion: '1.1',
};

const cloudfront =
  '2026-11-21\t05:37:03\tFRA56-C1\t512\t192.0.2.7\tGET\td1.cloudfront.net\t/a.css\t200\t-\tcurl/8.5.0\tv=3\t-\tHit\t' +
  'b4Zq==\twww.example.org\thttps\t77\t0.002\t203.0.113.9,%2010.0.0.1\tTLSv1.3\tTLS_AES_128_GCM_SHA256\tHit';
const cloudfrontTime = '2026-11-21\t05:37:03';
const cloudfrontEcs = {
  timestamp: cloudfrontTime,
  'aws.cloudfront.x_edge_location': 'FRA56-C1',
  'destination.bytes': 512,
  'source.ip': '192.0.2.7',
  'http.request.method': 'GET',
  'url.domain': 'd1.cloudfront.net',
  'url.path': '/a.css',
  'http.response.status_code': 200,
  'user_agent.original': 'curl/8.5.0',
  'url.query': 'v=3',
  'aws.cloudfront.x_edge_result_type': 'Hit',
  'aws.cloudfront.x_edge_request_id': 'b4Zq==',
  'aws.cloudfront.http.request.host': 'www.example.org',
  'network.protocol': 'https',
  'source.bytes': 77,
  'aws.cloudfront.time_taken': 0.002,
  'network.forwarded_ip': '203.0.113.9',
  'aws.cloudfront.ssl_protocol': 'TLSv1.3',
  'tls.cipher': 'TLS_AES_128_GCM_SHA256',
  'aws.cloudfront.x_edge_response_result_type': 'Hit',
};

describe('AWS', () => {
  testGroup(aws, [
    {
      name: 'S3_REQUEST_LINE',
      line: 'PUT /b/k HTTP/1.1',
      ecs: { 'http.request.method': 'PUT', 'url.original': '/b/k', 'http.version': '1.1' },
      legacy: { verb: 'PUT', request: '/b/k', httpversion: '1.1' },
    },
    { name: 'S3_ACCESS_LOG', line: s3, ecs: s3Ecs, legacy: s3Legacy },
    { name: 'ELB_URIHOST', line: 'a.example:80', ecs: { 'url.domain': 'a.example', 'url.port': 80 } },
    { name: 'ELB_URIPATHQUERY', line: '/a?b', ecs: { 'url.path': '/a', 'url.query': 'b' } },
    {
      name: 'ELB_URIPATHPARAM',
      line: '/a?b',
      ecs: { 'url.path': '/a', 'url.query': 'b' },
      legacy: { path: '/a', params: '?b' },
    },
    { name: 'ELB_URI', line: uri, ecs: uriEcs, legacy: uriLegacy },
    {
      name: 'ELB_REQUEST_LINE',
      line: `GET ${uri} HTTP/1.1`,
      ecs: { 'http.request.method': 'GET', 'url.original': uri, ...uriEcs, 'http.version': '1.1' },
      legacy: { verb: 'GET', request: uri, ...uriLegacy, httpversion: '1.1' },
    },
    { name: 'ELB_V1_HTTP_LOG', line: elb, ecs: elbEcs },
    { name: 'ELB_ACCESS_LOG', line: elb, ecs: elbEcs, legacy: elbLegacy },
    {
      name: 'CLOUDFRONT_ACCESS_LOG',
      line: cloudfront,
      ecs: cloudfrontEcs,
      legacy: {
        timestamp: cloudfrontTime,
        x_edge_location: 'FRA56-C1',
        sc_bytes: 512,
        clientip: '192.0.2.7',
        cs_method: 'GET',
        cs_host: 'd1.cloudfront.net',
        cs_uri_stem: '/a.css',
        sc_status: 200,
        referrer: '-',
        agent: 'curl/8.5.0',
        cs_uri_query: 'v=3',
        cookies: '-',
        x_edge_result_type: 'Hit',
        x_edge_request_id: 'b4Zq==',
        x_host_header: 'www.example.org',
        cs_protocol: 'https',
        cs_bytes: 77,
        time_taken: 0.002,
        x_forwarded_for: '203.0.113.9,%2010.0.0.1',
        ssl_protocol: 'TLSv1.3',
        ssl_cipher: 'TLS_AES_128_GCM_SHA256',
        x_edge_response_result_type: 'Hit',
      },
    },
  ]);

  test('S3: hyphens are no fields, and the columns of today come on top', () => {
    const line =
      '7f3e photos [21/Nov/2026:05:37:03 +0000] - - 3E57 S3.EXPIRE.OBJECT a/b.jpg "-" - - - 9 - - "-" "-" - ' +
      'h0st= SigV4 ECDHE-RSA-AES128-GCM-SHA256 AuthHeader photos.s3.amazonaws.com TLSv1.2';
    expect(matchWhole('ecs', 'S3_ACCESS_LOG', line)).toEqual({
      'aws.s3access.bucket_owner': '7f3e',
      'aws.s3access.bucket': 'photos',
      timestamp: '21/Nov/2026:05:37:03 +0000',
      'aws.s3access.request_id': '3E57',
      'aws.s3access.operation': 'S3.EXPIRE.OBJECT',
      'aws.s3access.key': 'a/b.jpg',
      'aws.s3access.object_size': 9,
      'aws.s3access.host_id': 'h0st=',
      'aws.s3access.signature_version': 'SigV4',
      'tls.cipher': 'ECDHE-RSA-AES128-GCM-SHA256',
      'aws.s3access.authentication_type': 'AuthHeader',
      'aws.s3access.host_header': 'photos.s3.amazonaws.com',
      'aws.s3access.tls_version': 'TLSv1.2',
    });
  });

  test('S3: a request that is none is kept in legacy', () => {
    expect(matchWhole('legacy', 'S3_REQUEST_LINE', '\\x16')).toEqual({ rawrequest: '\\x16' });
    expect(matchWhole('ecs', 'S3_REQUEST_LINE', '\\x16')).toBeUndefined();
  });

  test('ELB: agent and TLS behind the request, -1 where it never came that far', () => {
    const line = `${elbHead} - -1 -1 -1 503 0 0 0 "GET http://shop.example:80/ HTTP/1.1" "curl/8.5.0" - TLSv1.2`;
    const fields = matchWhole('ecs', 'ELB_V1_HTTP_LOG', line) ?? {};
    expect(fields).toMatchObject({ 'user_agent.original': 'curl/8.5.0', 'aws.elb.ssl_protocol': 'TLSv1.2' });
    for (const name of ['tls.cipher', 'aws.elb.backend.ip', 'aws.elb.request_processing_time.sec'])
      expect(fields).not.toHaveProperty([name]);
  });

  test('ELB: a TCP listener knows no request', () => {
    const line = `${elbHead} 10.0.0.5:22 0.001 0.00002 0.00003 - - 82 305 "- - - " "-" - -`;
    expect(matchWhole('ecs', 'ELB_V1_HTTP_LOG', line)).toMatchObject({ 'http.response.body.bytes': 305 });
    expect(matchWhole('legacy', 'ELB_ACCESS_LOG', line.slice(0, -8))).toMatchObject({
      rawrequest: '- - - ',
      bytes: 305,
    });
  });

  test('CloudFront: the ten columns that came later, and 000 is no status', () => {
    const line = `${cloudfront.replace('\t200\t', '\t000\t')}\tHTTP/3.0\tForwardedSuccess\t2\t40112\t0.001\tHit\ttext/css\t78\t0\t77`;
    const { 'http.response.status_code': _, ...rest } = cloudfrontEcs;
    expect(matchWhole('ecs', 'CLOUDFRONT_ACCESS_LOG', line)).toEqual({
      ...rest,
      'http.version': '3.0',
      'aws.cloudfront.fle_status': 'ForwardedSuccess',
      'aws.cloudfront.fle_encrypted_fields': '2',
      'source.port': 40112,
      'aws.cloudfront.time_to_first_byte': 0.001,
      'aws.cloudfront.x_edge_detailed_result_type': 'Hit',
      'http.request.mime_type': 'text/css',
      'aws.cloudfront.http.request.size': 78,
      'aws.cloudfront.http.request.range.start': 0,
      'aws.cloudfront.http.request.range.end': 77,
    });
    // Known before ECS by their last four columns only, as everywhere; the time is the number that begins the rest.
    expect(matchWhole('legacy', 'CLOUDFRONT_ACCESS_LOG', line)).toMatchObject({
      time_taken: 0.002,
      x_forwarded_for: 'text/css',
      x_edge_response_result_type: '77',
    });
  });
});
