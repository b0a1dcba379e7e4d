import { Stack } from '@mantine/core';
import { fieldIds } from '#src/experiment/experiment.ts';
import type { GroupId } from '#src/experiment/field-kinds.ts';
import { fields } from '#src/experiment/fields.ts';
import { Field } from '#src/panels/fields/field.tsx';

/** The fields of one group, in the order of the schema. */
export function FieldGroup({ group }: { group: GroupId }) {
  return (
    <Stack gap="xs">
      {fieldIds
        .filter((id) => fields[id].group === group)
        .map((id) => (
          <Field key={id} id={id} />
        ))}
    </Stack>
  );
}
