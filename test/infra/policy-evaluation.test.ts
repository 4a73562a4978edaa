import { describe, expect, it } from 'vitest';
import { isAllowed, listGrants, type AwsCall } from './policy-evaluation.ts';

const DOCUMENT = {
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'Write',
      Effect: 'Allow',
      Action: ['s3:PutObject', 's3:GetObject'],
      Resource: ['arn:aws:s3:::reports/reports/*', 'arn:aws:s3:::reports/latest/*'],
    },
    {
      Sid: 'List',
      Effect: 'Allow',
      Action: 's3:ListBucket',
      Resource: 'arn:aws:s3:::reports',
      Condition: {
        StringLike: { 's3:prefix': ['reports/*', 'latest/*'] },
        StringEquals: { 'aws:SourceVpce': 'vpce-1' },
      },
    },
  ],
};
const inVpc = (prefix: string) => ({ 's3:prefix': prefix, 'aws:SourceVpce': 'vpce-1' });
const LIST = { action: 's3:ListBucket', resource: 'arn:aws:s3:::reports' };

describe('the evaluation of policies', () => {
  it.each<[call: AwsCall]>([
    [{ action: 's3:PutObject', resource: 'arn:aws:s3:::reports/reports/target=a/b.json' }],
    [{ action: 's3:getobject', resource: 'arn:aws:s3:::reports/latest/a.txt' }],
    [{ ...LIST, context: inVpc('latest/a.txt') }],
  ])('allows %j', (call) => {
    const grants = listGrants(DOCUMENT);

    expect(isAllowed(grants, call)).toBe(true);
  });

  it.each<[call: AwsCall]>([
    [{ action: 's3:DeleteObject', resource: 'arn:aws:s3:::reports/reports/a' }],
    [{ action: 's3:PutObject', resource: 'arn:aws:s3:::reports/other/a' }],
    [{ action: 's3:PutObject', resource: 'arn:aws:s3:::reportsXreports/a' }],
    [{ action: 's3:PutObject', resource: 'arn:aws:s3:::other/reports/a' }],
    [LIST],
    [{ ...LIST, context: { 's3:prefix': 'latest/a.txt' } }],
    [{ ...LIST, context: inVpc('other/') }],
  ])('does not allow %j', (call) => {
    const grants = listGrants(DOCUMENT);

    expect(isAllowed(grants, call)).toBe(false);
  });

  it('takes a statement apart into each action with each resource and each value of a condition', () => {
    const grants = listGrants(DOCUMENT);

    expect(grants).toHaveLength(4 + 2);
    expect(grants.at(-1)).toEqual({
      action: 's3:ListBucket',
      resource: 'arn:aws:s3:::reports',
      conditions: [
        { operator: 'StringLike', key: 's3:prefix', value: 'latest/*' },
        { operator: 'StringEquals', key: 'aws:SourceVpce', value: 'vpce-1' },
      ],
    });
  });

  it('does not guess at what it does not know', () => {
    const [statement] = DOCUMENT.Statement;

    const denying = () => listGrants({ ...DOCUMENT, Statement: [{ ...statement, Effect: 'Deny' }] });

    expect(denying).toThrowError('Invalid input: expected \\"Allow\\"');
  });
});
