import { Stack } from '@mantine/core';
import { fieldsIn, type GroupId } from '#src/experiment/fields.ts';
import { Field } from '#src/panels/fields/field.tsx';

/** The fields of one group, in the order of the schema. */
export function FieldGroup({ group }: { group: GroupId }) {
  return (
    <Stack gap="xs">
      {fieldsIn(group).map((id) => (
        <Field key={id} id={id} />
      ))}
    </Stack>
  );
}
