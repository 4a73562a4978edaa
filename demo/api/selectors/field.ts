import type { KubernetesObject } from '../../state/kubernetes-object.ts';
import { refuseAsBadRequest } from '../answers/status-failure.ts';

export interface FieldRequirement {
  readonly path: readonly string[];
  readonly equal: boolean;
  readonly value: string;
}

const METADATA_FIELDS = ['metadata.name', 'metadata.namespace'];

// https://kubernetes.io/docs/concepts/overview/working-with-objects/field-selectors/#list-of-supported-fields
const SUPPORTED_FIELDS: Readonly<Record<string, readonly string[]>> = {
  jobs: [...METADATA_FIELDS, 'status.successful'],
  cronjobs: METADATA_FIELDS,
  pods: [
    ...METADATA_FIELDS,
    'spec.nodeName',
    'spec.restartPolicy',
    'spec.schedulerName',
    'spec.serviceAccountName',
    'status.phase',
    'status.podIP',
  ],
  events: [
    ...METADATA_FIELDS,
    'involvedObject.kind',
    'involvedObject.namespace',
    'involvedObject.name',
    'involvedObject.uid',
    'involvedObject.apiVersion',
    'involvedObject.resourceVersion',
    'involvedObject.fieldPath',
    'reason',
    'reportingComponent',
    'source',
    'type',
  ],
};

/** Two fields are called otherwise in the selector than in the object. */
const FIELD_PATHS: Readonly<Record<string, string>> = {
  'status.successful': 'status.succeeded',
  source: 'source.component',
};

/** @throws RefusedRequest 400 for what is no field selector, or names a field that the resource cannot be asked by */
export function parseFieldSelector(text: string, resource: string): readonly FieldRequirement[] {
  const parts = text.split(',').filter((part) => part !== '');
  return parts.map((part) => parseRequirement(part, text, resource));
}

export function matchesFields(requirements: readonly FieldRequirement[], object: KubernetesObject): boolean {
  return requirements.every(({ path, equal, value }) => (readField(object, path) === value) === equal);
}

function parseRequirement(part: string, whole: string, resource: string): FieldRequirement {
  const match = /^(?<field>[^=!]+)(?<operator>==|!=|=)(?<value>.*)$/.exec(part)?.groups;
  const { field, operator, value } = match ?? {};
  if (field === undefined || value === undefined) {
    throw refuseAsBadRequest(`invalid selector: '${whole}'; can't understand '${part}'`);
  }
  if (SUPPORTED_FIELDS[resource]?.includes(field) !== true) {
    throw refuseAsBadRequest(`field label not supported: ${field}`);
  }
  return { path: (FIELD_PATHS[field] ?? field).split('.'), equal: operator !== '!=', value };
}

/** What is absent is the empty text to a field selector. */
function readField(object: unknown, path: readonly string[]): string {
  let value = object;
  for (const key of path) value = isRecord(value) ? value[key] : undefined;
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
