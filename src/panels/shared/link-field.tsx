import { TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { CopyButton } from '#src/ui/copy-button.tsx';
import { Row } from '#src/ui/row.tsx';
import { words } from '#words/shared.ts';

interface LinkFieldProps {
  readonly link: string;
  /** What opening it does. */
  readonly description: string;
  readonly testId: string;
  /** Stands beside the button. */
  readonly children?: ReactNode;
}

/** An address to be taken along. */
export function LinkField({ link, description, testId, children }: LinkFieldProps) {
  return (
    <div>
      <TextInput
        size="sm"
        label={words.link}
        description={description}
        value={link}
        readOnly
        data-testid={testId}
        onFocus={(event) => event.currentTarget.select()}
      />
      <Row mt="0.6rem" align="center">
        <CopyButton variant="filled" size="sm" text={link} data-testid={`copy-${testId}`}>
          {words.copyLink}
        </CopyButton>
        {children}
      </Row>
    </div>
  );
}
