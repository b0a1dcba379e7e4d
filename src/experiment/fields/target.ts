import { choiceField, numberField, textField } from '#src/experiment/field-kinds.ts';
import {
  domainField,
  domainsField,
  formulaLimits,
  inputLimit,
  tableField,
} from '#src/experiment/field-lists.ts';
import { targetIds } from '#src/experiment/ids.ts';

/** What has to be learnt. */
export const targetFields = {
  target: choiceField({
    key: 'target',
    ids: targetIds,
  }),
  formula: textField({
    key: 'formula',
    maxLength: formulaLimits.length,
  }),
  table: tableField({
    key: 'table',
  }),
  inputCount: numberField({
    key: 'inputs',
    min: 1,
    max: inputLimit,
    integer: true,
    scale: 'log',
  }),
  classes: numberField({
    key: 'classes',
    min: 2,
    max: 10,
    integer: true,
  }),
  multiplier: numberField({
    key: 'multiplier',
    min: 1,
    max: 1000,
    scale: 'log',
  }),
  turns: numberField({
    key: 'turns',
    min: 0.25,
    max: 5,
  }),
  domain: domainField({
    key: 'domain',
  }),
  inputDomains: domainsField({
    key: 'domains',
  }),
} as const;
