import { describe, expect, test } from '@jest/globals';
import { rails } from '../../../parsers/patterns/rails.ts';
import { matchWhole, testGroup } from './group-lines.ts';

const head = 'Started PATCH "/posts/7?draft=1" for 192.0.2.7 at 2026-11-21 05:37:03 +0100';
const headEcs = {
  'http.request.method': 'PATCH',
  'url.original': '/posts/7?draft=1',
  'source.address': '192.0.2.7',
  timestamp: '2026-11-21 05:37:03 +0100',
};
const headLegacy = {
  verb: 'PATCH',
  request: '/posts/7?draft=1',
  clientip: '192.0.2.7',
  timestamp: '2026-11-21 05:37:03 +0100',
};
const processing = 'Processing by Admin::PostsController#update as HTML\n  Parameters: {"id"=>"7"}\n';
const processingEcs = {
  'rails.controller.class': 'Admin::PostsController',
  'rails.controller.action': 'update',
  'rails.request.format': 'HTML',
  'rails.request.params': '"id"=>"7"',
};
const processingLegacy = {
  controller: 'Admin::PostsController',
  action: 'update',
  format: 'HTML',
  params: '"id"=>"7"',
};
const foot = 'Completed 302 Found in 12.5ms (ActiveRecord: 3.5ms)';
const footEcs = {
  'http.response.status_code': 302,
  'rails.request.duration.total': 12.5,
  'rails.request.duration.active_record': 3.5,
};
const footLegacy = { response: '302', totalms: '12.5', activerecordms: '3.5' };

describe('Rails', () => {
  testGroup(
    rails,
    [
      {
        name: 'RCONTROLLER',
        line: 'PostsController#index',
        ecs: { 'rails.controller.class': 'PostsController', 'rails.controller.action': 'index' },
        legacy: { controller: 'PostsController', action: 'index' },
      },
      { name: 'RAILS3HEAD', line: head, ecs: headEcs, legacy: headLegacy },
      { name: 'RPROCESSING', line: `\n${processing}`, ecs: processingEcs, legacy: processingLegacy },
      {
        name: 'RAILS3PROFILE',
        line: '(Views: 8.25ms | ActiveRecord: 3.5ms',
        ecs: { 'rails.request.duration.view': 8.25, 'rails.request.duration.active_record': 3.5 },
        legacy: { viewms: '8.25', activerecordms: '3.5' },
      },
      { name: 'RAILS3FOOT', line: foot, ecs: footEcs, legacy: footLegacy },
      {
        name: 'RAILS3',
        line: `${head}\n${processing}${foot}`,
        ecs: { ...headEcs, ...processingEcs, ...footEcs },
        legacy: { ...headLegacy, ...processingLegacy, ...footLegacy },
      },
    ],
    {
      RUUID: { takes: ['0a1b2c3d4e5f60718293a4b5c6d7e8f9'], refuses: ['0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9', ''] },
    },
  );

  test('what the application says in between is kept, and a last line break changes nothing', () => {
    const line = `${head}\n${processing}Redirected to /\nRendered\n${foot}\n`;
    expect(matchWhole('ecs', 'RAILS3', line)).toEqual({
      ...headEcs,
      ...processingEcs,
      ...footEcs,
      'rails.request.explain.original': 'Redirected to /\nRendered\n',
    });
    expect(matchWhole('legacy', 'RAILS3', line)).toMatchObject({ context: 'Redirected to /\nRendered\n' });
  });

  test('a request that is not finished yet', () => {
    expect(matchWhole('ecs', 'RAILS3', head)).toEqual(headEcs);
  });
});
